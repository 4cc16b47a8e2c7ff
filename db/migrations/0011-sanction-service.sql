-- When a decision was served is read from the services of its document.
alter table sanction drop column served_on;
