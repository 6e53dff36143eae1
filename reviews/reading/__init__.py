"""Reading a review that was written in Word into its sections: pure, without Django."""
