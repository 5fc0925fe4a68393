"""The words of Onrecord: frozen values and enums, standard library only."""
