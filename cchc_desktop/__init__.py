"""The whole desk program without a screen. Nothing in here knows Qt."""

__version__ = "0.1.0"
