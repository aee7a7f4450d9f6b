"""What a lead sees of people: work, speed, agreement, gold, skill and change over time; never who they say they are."""
