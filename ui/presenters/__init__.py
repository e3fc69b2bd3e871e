"""What the screens do, without widgets: one presenter a screen, which asks the services and says what to show."""
