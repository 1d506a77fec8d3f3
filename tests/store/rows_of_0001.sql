-- Rows as cadenced 0.1 wrote them, whose only migration was 0001: a release postponed, voted on, deployed, with an
-- issue. Its schema comes from migrations/0001_initial.sql.
PRAGMA application_id = 1128350789;
PRAGMA user_version = 1;
BEGIN;
INSERT INTO schema_migrations VALUES (1, 'initial', 'dfe7d971695582e1b140c7ba85d2585c2bb476dae1cb4ab81575c2c48bb41b62', 1795377139591783);
INSERT INTO trains VALUES ('backend', 1795377145097748, 24,
  '{"id":"backend","activated_at":"2026-11-22T19:52:19.596379Z","next_slot":"2037-01-08","sequence":0,"blac' ||
  'kouts":[],"production":{"release":"backend-2037-01-01","version":"1.2.0","commit":"4f1c9a27d0","since":"' ||
  '2026-11-22T19:52:23.10079Z"},"missed":[]}');
INSERT INTO releases VALUES ('backend-2037-01-01', 'backend', 'scheduled', 'released', '2037-01-01', 1795377143097748, 1795377145097748, 1,
  '{"id":"backend-2037-01-01","train":"backend","kind":"scheduled","slot":"2037-01-01","attempt":2,"state":' ||
  '"released","window":{"opens_at":"2026-11-22T19:52:23.097748Z","closes_at":"2026-11-22T19:52:25.097748Z"}' ||
  ',"firings":[{"phase":{"name":"code_freeze","kind":"code_freeze","gate":"advisory","at":"2037-01-01T08:59' ||
  ':58Z"},"attempt":1,"status":"skipped","fired_at":"2026-11-22T19:52:19.604942Z","reason":"postponed: rehe' ||
  'arsal"},{"phase":{"name":"go_no_go","kind":"go_no_go","gate":"none","at":"2037-01-01T08:59:59Z"},"attemp' ||
  't":1,"status":"skipped","fired_at":"2026-11-22T19:52:19.604942Z","reason":"postponed: rehearsal"},{"phas' ||
  'e":{"name":"deploy_window_open","kind":"deploy_window_open","gate":"lock","at":"2037-01-01T09:00:00Z"},"' ||
  'attempt":1,"status":"skipped","fired_at":"2026-11-22T19:52:19.604942Z","reason":"postponed: rehearsal"},' ||
  '{"phase":{"name":"deploy_window_close","kind":"deploy_window_close","gate":"none","at":"2037-01-01T09:00' ||
  ':02Z"},"attempt":1,"status":"skipped","fired_at":"2026-11-22T19:52:19.604942Z","reason":"postponed: rehe' ||
  'arsal"},{"phase":{"name":"retrospective","kind":"retrospective","gate":"none","at":"2037-01-01T09:00:03Z' ||
  '"},"attempt":1,"status":"skipped","fired_at":"2026-11-22T19:52:19.604942Z","reason":"postponed: rehearsa' ||
  'l"},{"phase":{"name":"code_freeze","kind":"code_freeze","gate":"advisory","at":"2026-11-22T19:52:21.0977' ||
  '48Z"},"attempt":2,"status":"fired","fired_at":"2026-11-22T19:52:21.097891Z","reason":""},{"phase":{"name' ||
  '":"go_no_go","kind":"go_no_go","gate":"none","at":"2026-11-22T19:52:22.097748Z"},"attempt":2,"status":"f' ||
  'ired","fired_at":"2026-11-22T19:52:22.097892Z","reason":""},{"phase":{"name":"deploy_window_open","kind"' ||
  ':"deploy_window_open","gate":"lock","at":"2026-11-22T19:52:23.097748Z"},"attempt":2,"status":"fired","fi' ||
  'red_at":"2026-11-22T19:52:23.097984Z","reason":""},{"phase":{"name":"deploy_window_close","kind":"deploy' ||
  '_window_close","gate":"none","at":"2026-11-22T19:52:25.097748Z"},"attempt":2,"status":"pending","reason"' ||
  ':""},{"phase":{"name":"retrospective","kind":"retrospective","gate":"none","at":"2026-11-22T19:52:26.097' ||
  '748Z"},"attempt":2,"status":"pending","reason":""}],"required_roles":["tech-lead","product-owner"],"cand' ||
  'idate":{"version":"1.2.0","commit":"4f1c9a27d0","set_at":"2026-11-22T19:52:19.607173Z","by":"anna"},"vot' ||
  'es":[{"person":"paul","name":"Paul","roles":["product-owner"],"vote":"go","reason":"","at":"2026-11-22T1' ||
  '9:52:21.101645Z"},{"person":"anna","name":"Anna","roles":["tech-lead"],"vote":"go","reason":"","at":"202' ||
  '6-11-22T19:52:21.102814Z"}],"deployments":[{"id":"1","environment":"production","status":"succeeded","ve' ||
  'rsion":"1.2.0","commit":"4f1c9a27d0","at":"2026-11-22T19:52:23.10079Z","source":"","by":"anna"}],"issues' ||
  '":[{"id":"1","text":"sync is slow","severity":"P2","at":"2026-11-22T19:52:23.102229Z","by":"paul"}],"dat' ||
  'es":[{"at":"2026-11-22T19:52:19.604942Z","by":"anna","from":{"opens_at":"2037-01-01T09:00:00Z","closes_a' ||
  't":"2037-01-01T09:00:02Z"},"to":{"opens_at":"2026-11-22T19:52:23.097748Z","closes_at":"2026-11-22T19:52:' ||
  '25.097748Z"},"reason":"rehearsal"}],"monitored_until":"2026-11-22T19:52:24.10079Z"}');
INSERT INTO firings VALUES ('backend-2037-01-01', 'code_freeze', 1, 'code_freeze', 2114413198000000, 'skipped', 1795377139604942, 'postponed: rehearsal');
INSERT INTO firings VALUES ('backend-2037-01-01', 'go_no_go', 1, 'go_no_go', 2114413199000000, 'skipped', 1795377139604942, 'postponed: rehearsal');
INSERT INTO firings VALUES ('backend-2037-01-01', 'deploy_window_open', 1, 'deploy_window_open', 2114413200000000, 'skipped', 1795377139604942, 'postponed: rehearsal');
INSERT INTO firings VALUES ('backend-2037-01-01', 'deploy_window_close', 1, 'deploy_window_close', 2114413202000000, 'skipped', 1795377139604942, 'postponed: rehearsal');
INSERT INTO firings VALUES ('backend-2037-01-01', 'retrospective', 1, 'retrospective', 2114413203000000, 'skipped', 1795377139604942, 'postponed: rehearsal');
INSERT INTO firings VALUES ('backend-2037-01-01', 'code_freeze', 2, 'code_freeze', 1795377141097748, 'fired', 1795377141097891, '');
INSERT INTO firings VALUES ('backend-2037-01-01', 'go_no_go', 2, 'go_no_go', 1795377142097748, 'fired', 1795377142097892, '');
INSERT INTO firings VALUES ('backend-2037-01-01', 'deploy_window_open', 2, 'deploy_window_open', 1795377143097748, 'fired', 1795377143097984, '');
INSERT INTO events VALUES (2, 1795377139596379, 'backend', '', 'train_activated', 'cadenced', 'clock', '{"next_slot":"2037-01-01"}');
INSERT INTO events VALUES (3, 1795377139602887, '', '', 'token_created', 'operator', 'operator token', '{"token":"d7dc15649990","person":"anna"}');
INSERT INTO events VALUES (4, 1795377139604942, 'backend', 'backend-2037-01-01', 'release_planned', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","kind":"scheduled","slot":"2037-01-01","window":{"opens_at":"2037-01-01T' ||
  '09:00:00Z","closes_at":"2037-01-01T09:00:02Z"},"phases":[{"name":"code_freeze","kind":"code_freeze","gat' ||
  'e":"advisory","at":"2037-01-01T08:59:58Z"},{"name":"go_no_go","kind":"go_no_go","gate":"none","at":"2037' ||
  '-01-01T08:59:59Z"},{"name":"deploy_window_open","kind":"deploy_window_open","gate":"lock","at":"2037-01-' ||
  '01T09:00:00Z"},{"name":"deploy_window_close","kind":"deploy_window_close","gate":"none","at":"2037-01-01' ||
  'T09:00:02Z"},{"name":"retrospective","kind":"retrospective","gate":"none","at":"2037-01-01T09:00:03Z"}],' ||
  '"required_roles":["tech-lead","product-owner"],"shifted_by":"","next_slot":"2037-01-08"}');
INSERT INTO events VALUES (5, 1795377139604942, 'backend', 'backend-2037-01-01', 'phase_fired', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","phase":"code_freeze","kind":"code_freeze","attempt":1,"due_at":"2037-01' ||
  '-01T08:59:58Z","status":"skipped","reason":"postponed: rehearsal"}');
INSERT INTO events VALUES (6, 1795377139604942, 'backend', 'backend-2037-01-01', 'phase_fired', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","phase":"go_no_go","kind":"go_no_go","attempt":1,"due_at":"2037-01-01T08' ||
  ':59:59Z","status":"skipped","reason":"postponed: rehearsal"}');
INSERT INTO events VALUES (7, 1795377139604942, 'backend', 'backend-2037-01-01', 'phase_fired', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","phase":"deploy_window_open","kind":"deploy_window_open","attempt":1,"du' ||
  'e_at":"2037-01-01T09:00:00Z","status":"skipped","reason":"postponed: rehearsal"}');
INSERT INTO events VALUES (8, 1795377139604942, 'backend', 'backend-2037-01-01', 'phase_fired', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","phase":"deploy_window_close","kind":"deploy_window_close","attempt":1,"' ||
  'due_at":"2037-01-01T09:00:02Z","status":"skipped","reason":"postponed: rehearsal"}');
INSERT INTO events VALUES (9, 1795377139604942, 'backend', 'backend-2037-01-01', 'phase_fired', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","phase":"retrospective","kind":"retrospective","attempt":1,"due_at":"203' ||
  '7-01-01T09:00:03Z","status":"skipped","reason":"postponed: rehearsal"}');
INSERT INTO events VALUES (10, 1795377139604942, 'backend', 'backend-2037-01-01', 'release_postponed', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","attempt":2,"from":{"opens_at":"2037-01-01T09:00:00Z","closes_at":"2037-' ||
  '01-01T09:00:02Z"},"to":{"opens_at":"2026-11-22T19:52:23.097748Z","closes_at":"2026-11-22T19:52:25.097748' ||
  'Z"},"phases":[{"name":"code_freeze","kind":"code_freeze","gate":"advisory","at":"2026-11-22T19:52:21.097' ||
  '748Z"},{"name":"go_no_go","kind":"go_no_go","gate":"none","at":"2026-11-22T19:52:22.097748Z"},{"name":"d' ||
  'eploy_window_open","kind":"deploy_window_open","gate":"lock","at":"2026-11-22T19:52:23.097748Z"},{"name"' ||
  ':"deploy_window_close","kind":"deploy_window_close","gate":"none","at":"2026-11-22T19:52:25.097748Z"},{"' ||
  'name":"retrospective","kind":"retrospective","gate":"none","at":"2026-11-22T19:52:26.097748Z"}],"voided"' ||
  ':[],"reason":"rehearsal"}');
INSERT INTO events VALUES (11, 1795377139607173, 'backend', 'backend-2037-01-01', 'candidate_set', 'anna', 'token d7dc15649990', '{"release":"backend-2037-01-01","version":"1.2.0","commit":"4f1c9a27d0","voided":[]}');
INSERT INTO events VALUES (12, 1795377141097891, 'backend', 'backend-2037-01-01', 'phase_fired', 'cadenced', 'clock',
  '{"release":"backend-2037-01-01","phase":"code_freeze","kind":"code_freeze","attempt":2,"due_at":"2026-11' ||
  '-22T19:52:21.097748Z","status":"fired","reason":""}');
INSERT INTO events VALUES (13, 1795377141097891, 'backend', 'backend-2037-01-01', 'state_changed', 'cadenced', 'clock', '{"release":"backend-2037-01-01","from":"planned","to":"frozen","reason":"code freeze"}');
INSERT INTO events VALUES (14, 1795377141100439, '', '', 'token_created', 'operator', 'operator token', '{"token":"58520d1dae7a","person":"paul"}');
INSERT INTO events VALUES (15, 1795377141101645, 'backend', 'backend-2037-01-01', 'vote_cast', 'paul', 'token 58520d1dae7a',
  '{"release":"backend-2037-01-01","person":"paul","name":"Paul","roles":["product-owner"],"vote":"go","rea' ||
  'son":""}');
INSERT INTO events VALUES (16, 1795377141102814, 'backend', 'backend-2037-01-01', 'vote_cast', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","person":"anna","name":"Anna","roles":["tech-lead"],"vote":"go","reason"' ||
  ':""}');
INSERT INTO events VALUES (17, 1795377141102814, 'backend', 'backend-2037-01-01', 'state_changed', 'anna', 'token d7dc15649990', '{"release":"backend-2037-01-01","from":"frozen","to":"go","reason":"GO"}');
INSERT INTO events VALUES (18, 1795377142097892, 'backend', 'backend-2037-01-01', 'phase_fired', 'cadenced', 'clock',
  '{"release":"backend-2037-01-01","phase":"go_no_go","kind":"go_no_go","attempt":2,"due_at":"2026-11-22T19' ||
  ':52:22.097748Z","status":"fired","reason":""}');
INSERT INTO events VALUES (19, 1795377143097984, 'backend', 'backend-2037-01-01', 'phase_fired', 'cadenced', 'clock',
  '{"release":"backend-2037-01-01","phase":"deploy_window_open","kind":"deploy_window_open","attempt":2,"du' ||
  'e_at":"2026-11-22T19:52:23.097748Z","status":"fired","reason":""}');
INSERT INTO events VALUES (20, 1795377143097984, 'backend', 'backend-2037-01-01', 'state_changed', 'cadenced', 'clock', '{"release":"backend-2037-01-01","from":"go","to":"deploying","reason":"deployment window open"}');
INSERT INTO events VALUES (21, 1795377143100790, 'backend', 'backend-2037-01-01', 'deployment_reported', 'anna', 'token d7dc15649990',
  '{"release":"backend-2037-01-01","deployment":"1","environment":"production","status":"succeeded","versio' ||
  'n":"1.2.0","commit":"4f1c9a27d0","deployed_at":"2026-11-22T19:52:23.10079Z","source":"","monitored_until' ||
  '":"2026-11-22T19:52:24.10079Z"}');
INSERT INTO events VALUES (22, 1795377143100790, 'backend', 'backend-2037-01-01', 'state_changed', 'anna', 'token d7dc15649990', '{"release":"backend-2037-01-01","from":"deploying","to":"monitoring","reason":"in production"}');
INSERT INTO events VALUES (23, 1795377143102229, 'backend', 'backend-2037-01-01', 'issue_recorded', 'paul', 'token 58520d1dae7a', '{"release":"backend-2037-01-01","issue":"1","text":"sync is slow","severity":"P2"}');
INSERT INTO events VALUES (24, 1795377144100950, 'backend', 'backend-2037-01-01', 'state_changed', 'cadenced', 'clock',
  '{"release":"backend-2037-01-01","from":"monitoring","to":"released","reason":"monitored without being ro' ||
  'lled back"}');
INSERT INTO tokens VALUES ('d7dc15649990', 'anna', x'b5fe6cb0f8937ec60387fedbed4fcbf2a0e65a7c64f2e7e798135483a5c808ca', 'operator', '', 1795377139602887, NULL, NULL, 1795377139604942);
COMMIT;
