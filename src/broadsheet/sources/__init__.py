"""Who gets to speak: people and bodies, gender, role and concentration."""
