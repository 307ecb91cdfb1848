"""No text makes a function that reads other people's texts hang."""
