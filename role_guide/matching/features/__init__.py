"""What the verdict is made of: features of a reading, each with the places of the words that it rests on."""
