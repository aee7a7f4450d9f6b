"""What a lead sees first: is it on track, what will it cost, what needs me."""
