"""What is no question about certificates: thanks, complaints, privacy, help, and what is not ours."""
