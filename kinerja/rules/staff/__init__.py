"""Element 2: SKP and perilaku kerja under the staff-appraisal rules in force at a period's end."""
