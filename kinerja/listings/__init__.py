"""Lists that leave as XLSX or CSV, with the columns of each: what the page shows, as numbers and dates."""
