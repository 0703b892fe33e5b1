"""From a message as a platform sends it to marked text: IDs, days and certifications put aside."""
