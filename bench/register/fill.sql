-- Fills the register of a province. The setting `register.cases` has the number of cases. Everything is derived from
-- the case's turn `n`, so two runs fill the same rows. 5 000 cases, spread over all years, have full records.

-- No checks of foreign keys and no triggers while the rows are inserted.
set session_replication_role = replica;
set work_mem = '256MB';
set maintenance_work_mem = '512MB';
-- Rows of a table that the same transaction truncated need no write-ahead log.
truncate enforcement_case, process_instance, committed_step, user_task, deadline, message_subscription, agency_callback cascade;

-- A number from 0 to `below` - 1 that depends on `n` and the salt only.
create function pick(n bigint, salt integer, below integer) returns integer language sql immutable
  return (abs(hashint8extended(n, salt) % below))::integer;

create function one_of(n bigint, salt integer, variadic choices text[]) returns text language sql immutable
  return choices[1 + pick(n, salt, cardinality(choices))];

create function made_id(kind text, n bigint, k integer) returns uuid language sql immutable
  return md5(kind || ' ' || n || ' ' || k)::uuid;

create function person_name(n bigint) returns text language sql immutable
  return substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + pick(n, 901, 20), 1)
    || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞文建国', 1 + pick(n, 902, 30), 1)
    || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞文建国', 1 + pick(n, 903, 30), 1);

create function company_name(n bigint) returns text language sql immutable
  return one_of(n, 911, '石家庄', '唐山', '保定', '邯郸', '沧州', '廊坊')
    || substr('恒瑞宏盛金泰华润长信达通佳美天安源丰兴隆', 1 + pick(n, 912, 20), 1)
    || substr('恒瑞宏盛金泰华润长信达通佳美天安源丰兴隆', 1 + pick(n, 913, 20), 1)
    || one_of(n, 914, '商贸', '建筑工程', '房地产开发', '物流', '小额贷款', '农业科技') || '有限公司';

-- One high court, 11 intermediate courts and 168 basic courts.
insert into court (code, name, superior_code) values ('冀', '河北省高级人民法院', null) on conflict do nothing;
insert into court (code, name, superior_code)
select '冀' || lpad(i::text, 2, '0'), '河北省第' || i || '中级人民法院', '冀' from generate_series(1, 11) as i
on conflict do nothing;
insert into court (code, name, superior_code)
select '冀' || lpad((1 + i % 11)::text, 2, '0') || lpad((2 + i / 11)::text, 2, '0'), '河北省第' || i || '基层人民法院',
  '冀' || lpad((1 + i % 11)::text, 2, '0')
from generate_series(0, 167) as i
on conflict do nothing;

-- Courts differ in size: the largest has 8 % of all cases. Filings grow from 2019 to 2026.
create table filing as
with drawn as (
  select n, made_id('case', n, 0) as id, floor(168 * (pick(n, 1, 1000000) / 1e6) ^ 2)::integer as i,
    date '2019-01-01' + (2890 * (n::float8 / current_setting('register.cases')::integer) ^ 0.7)::integer as filed_on,
    n % greatest(current_setting('register.cases')::integer / 5000, 1) = 0 as is_full
  from generate_series(1, current_setting('register.cases')::integer) as n
), placed as (
  select *, '冀' || lpad((1 + i % 11)::text, 2, '0') || lpad((2 + i / 11)::text, 2, '0') as court_code,
    case when pick(n, 2, 100) < 8 then lag(id) over (partition by i order by n) end as resumed_from
  from drawn
), numbered as (
  select *, case when resumed_from is null then '执' else '执恢' end as type,
    -- A tenth of the old cases and most of the latest half-year's are open.
    pick(n, 3, 1000) < case when filed_on > '2026-06-01' then 700 else 100 end as is_open
  from placed
)
select n, id, court_code, filed_on, resumed_from, is_open, is_full,
  '(' || extract(year from filed_on) || ')' || court_code || type
    || row_number() over (partition by court_code, extract(year from filed_on), type order by n) || '号' as number
from numbered;

insert into enforcement_case (id, external_id, number, court_code, resumed_from, filed_on, status, closing_way, closed_on,
  stage, handler, claim_fen, application, filed_by, workflow_id, started_at, recorded_at)
select id, 'ext-' || n, number, court_code, resumed_from, filed_on, case when is_open then 'accepted' else status end,
  case when not is_open then case status when 'round_terminated' then 'roundTermination' when 'withdrawn' then 'withdrawn'
    when 'rejected' then 'applicationRejected' else 'fullyPerformed' end end,
  case when not is_open then least(filed_on + 30 + pick(n, 12, 150), date '2026-11-30') end,
  case when is_open then one_of(n, 13, '执行通知', '财产调查', '财产控制', '财产处置', '案款发放') else '结案' end,
  'judge-' || court_code || '-' || pick(n, 14, 20), (1 + pick(n, 15, 100000)) * 1000::bigint,
  jsonb_build_object(
    'externalId', 'ext-' || n, 'court', court_code, 'filedOn', filed_on,
    'instrument', jsonb_build_object('kind', '民事判决书', 'number', '(2018)' || court_code || '民初' || n || '号',
      'effectiveOn', filed_on - 60, 'performanceDueOn', filed_on - 10, 'summary', repeat('被告于判决生效后十日内偿还原告借款。', 4)),
    'claim', jsonb_build_object('principalFen', 100000000, 'interestFen', 1200000, 'costsFen', 230000),
    'applicants', jsonb_build_array(jsonb_build_object('name', company_name(n), 'kind', 'company', 'claimFen', 101430000)),
    'debtors', jsonb_build_array(jsonb_build_object('name', person_name(n), 'kind', 'person'))),
  '{"id": "clerk", "role": "clerk"}', 'enforcement-case/' || number,
  -- The starts of a few are not confirmed yet.
  case when pick(n, 16, 20000) > 0 then filed_on + interval '9 hours' end, filed_on + interval '9 hours'
from (
  select *, one_of(n, 11, 'round_terminated', 'round_terminated', 'round_terminated', 'round_terminated', 'closed', 'closed',
    'closed', 'closed', 'withdrawn', 'rejected') as status
  from filing
) as filed;

insert into case_number_sequence (court_code, year, case_type, last)
select court_code, extract(year from filed_on), case when resumed_from is null then '执' else '执恢' end, count(*)
from filing group by 1, 2, 3;

insert into party (id, case_id, role, kind, name, id_number, contact, position)
select made_id('party', n, k), id, case k when 1 then 'applicant' else 'debtor' end,
  case when pick(n, 20 + k, 10) < 4 then 'company' else 'person' end,
  case when pick(n, 20 + k, 10) < 4 then company_name(n * 4 + k) else person_name(n * 4 + k) end,
  '13' || lpad((n * 4 + k)::text, 16, '0'), '{"phone": "13900000000"}', k
from filing cross join lateral generate_series(1, 2 + pick(n, 24, 2)) as k;

insert into asset (id, case_id, owner_party_id, kind, description, source, external_ref, value_fen, details, found_on, status)
select made_id('asset', n, k), id, made_id('party', n, 2),
  one_of(n, 30 + k, 'deposit', 'deposit', 'realEstate', 'vehicle'), '查询所得财产 ' || k,
  one_of(n, 34 + k, 'bank', 'realEstateRegistry', 'report'), n || '-' || k, (1 + pick(n, 38 + k, 90000)) * 10000::bigint,
  '{"provider": "icbc", "providerName": "中国工商银行"}', filed_on + 10, one_of(n, 42 + k, 'found', 'controlled', 'sold', 'transferred')
from filing cross join lateral generate_series(1, pick(n, 29, 4)) as k;

insert into control_measure (id, effect_key, case_id, asset_id, kind, amount_fen, begins_on, expires_on, legal_basis)
select made_id('measure', n, k), made_id('measure', n, k), id, made_id('asset', n, k), 'freeze', 1000000, filed_on + 12,
  filed_on + 377, '{CPL#253}'
from filing cross join lateral generate_series(1, pick(n, 29, 4)) as k where pick(n, 42 + k, 4) > 0;

insert into process_instance (workflow_id, case_id, parent_workflow_id, process_id, version, state, last_step, started_at, ended_at)
select 'enforcement-case/' || number, id, null, 'enforcement-case', 1, case when is_open then 'active' else 'completed' end, 60,
  filed_on + interval '9 hours', case when not is_open then filed_on + interval '90 days' end
from filing
union all
select 'enforcement-case/' || number || '/' || k, id, 'enforcement-case/' || number,
  one_of(k, 50, 'asset-control', 'assistance-order', 'termination-watch'), 1,
  case when is_open then 'active' else 'completed' end, 20, filed_on + interval '10 days', case when not is_open then filed_on + interval '90 days' end
from filing cross join lateral generate_series(1, 6) as k where is_full;

-- The last task and the last deadline of an open case are open.
insert into user_task (workflow_id, key, case_id, court_code, element_id, name, assignee, candidate_groups, candidate_users, due, priority,
  form_id, properties, variables, state, opened_at, closed_at, completed_by)
select 'enforcement-case/' || number, k * 10, id, court_code, one_of(n + k, 60, 'extendTerm', 'reviewWithdrawal', 'verifyClue'),
  one_of(n + k, 60, '审批延长执行期限', '审查撤回申请', '核查财产线索'),
  case when pick(n, 60 + k, 3) = 0 then 'judge-' || court_code || '-' || pick(n, 14, 20) end,
  array[one_of(n, 64 + k, 'judge', 'judge', 'officer', 'clerk')], '{}',
  case when pick(n, 68 + k, 5) > 0 then opened + interval '15 days' end, 50, null, '{"legalBasis": "CPL#252"}',
  jsonb_build_object('caseNumber', number, 'court', court_code, 'amountFen', 1000000),
  case when is_open and k = count then 'open' else 'completed' end, opened,
  case when not (is_open and k = count) then opened + interval '5 days' end,
  case when not (is_open and k = count) then '{"id": "judge", "role": "judge"}'::jsonb end
from (select *, 2 + pick(n, 59, 3) as count from filing) as filed cross join lateral generate_series(1, count) as k
  cross join lateral (select filed_on + interval '9 hours' + k * interval '12 days' as opened) as o;

insert into deadline (workflow_id, key, case_id, element_id, label, due, legal_basis, state, opened_at, closed_at)
select 'enforcement-case/' || number, k * 10 + 1, id, 'timer' || k,
  one_of(k, 70, '执行通知期限', '财产报告期限', '执行期限'), filed_on + interval '9 hours' + k * interval '50 days', '{CPL#252}',
  case when is_open and k = 3 then 'open' when pick(n, 70 + k, 10) = 0 then 'missed' else 'met' end,
  filed_on + interval '9 hours', case when not (is_open and k = 3) then filed_on + k * interval '40 days' end
from filing cross join lateral generate_series(1, 3) as k;

insert into incident (workflow_id, key, case_id, court_code, element_id, name, type, message, message_zh, raised_at, resolved_at, raised_step)
select 'enforcement-case/' || number, 7, id, court_code, 'requestBank', '查询银行存款', 'job', 'The agency does not answer.', '协助机构未答复。',
  filed_on + interval '5 days', case when not is_open or pick(n, 81, 4) > 0 then filed_on + interval '6 days' end, 3
from filing where pick(n, 80, 50) = 0;

insert into message_subscription (workflow_id, key, message_name, correlation_key, opened_at)
select 'enforcement-case/' || number, 5, 'withdrawal', number, filed_on from filing where is_open;

insert into message (id, message_name, correlation_key, variables, case_id, published_at, workflow_id, key, matched_at, delivered_at)
select n || '/' || k, 'agencyAnswer', number || '/' || k, '{"balanceFen": 1000000}'::jsonb, id, filed_on + k * interval '1 day',
  'enforcement-case/' || number, k, filed_on + k * interval '1 day', case when pick(n, 90 + k, 5000) > 0 then filed_on + k * interval '1 day' end
from filing cross join lateral generate_series(1, 20) as k where is_full
union all
select n || '/kept', 'clue', number, '{}', id, filed_on, null, null, null, null from filing where pick(n, 89, 20) = 0;

insert into archive_head (case_id, seq, hash)
select id, case when is_full then 50 + pick(n, 100, 250) else 0 end, case when is_full then md5(n::text) else '' end from filing;

-- Full records.
insert into archive_record (case_id, seq, legal_at, legal_date, recorded_at, workflow_id, step, process_id, process_version,
  element_id, element_type, element_key, scope_key, name, intent, legal_basis, data, input_digest, prev_hash, hash)
select id, seq, filed_on + seq * interval '5 hours', filed_on + seq / 5, filed_on + seq * interval '5 hours',
  'enforcement-case/' || number || case when seq % 4 > 0 then '/' || 1 + seq % 6 else '' end, 1 + seq / 6, 'enforcement-case', 1,
  'element' || seq % 40, 'userTask', seq, 1, '核查财产线索', one_of(seq, 101, 'activated', 'completed', 'taken'), '{CPL#252}',
  jsonb_build_object('variables', jsonb_build_object('amountFen', seq * 1000, 'note', repeat('财产线索核查情况', 6))),
  md5(seq::text) || md5(n::text), md5(n || ' ' || seq), md5(n || ' ' || seq + 1)
from filing cross join lateral generate_series(1, 50 + pick(n, 100, 250)) as seq where is_full;

insert into committed_step (workflow_id, step, answer)
select workflow_id, step, json_build_object('starts', json_build_array(), 'lookahead', json_build_array(json_build_object(
  'starts', case when step = 3 and workflow_id = 'enforcement-case/' || number
    then json_build_array(json_build_object('workflowId', workflow_id || '/1', 'input', repeat('x', 3000))) else '[]'::json end,
  'records', repeat('record ', 60))))
from filing cross join lateral (
  select 'enforcement-case/' || number as workflow_id, generate_series(1, 50) as step
  union all select 'enforcement-case/' || number || '/' || k, generate_series(1, 10) from generate_series(1, 3) as k
) as steps where is_full;

insert into process_start (workflow_id, case_id, process_id, correlation_key, message_id, input, first_step_at)
select 'enforcement-case/' || number || '/' || k, id, 'asset-control', k::text, n || '/' || k, '{}',
  case when pick(n, 110 + k, 1000) > 0 then filed_on + interval '10 days' end
from filing cross join lateral generate_series(2, 4) as k where is_full;

insert into document (id, effect_key, case_id, number, type, title, addressee, body, legal_basis, issued_on, element_id, content_hash)
select made_id('document', n, k), made_id('document', n, k), id, number || '之' || k, '执行裁定书', '执行裁定书', person_name(n),
  repeat('依照《中华人民共和国民事诉讼法》的规定，裁定如下。', 40), '{CPL#253}', filed_on + k * 7, 'issueRuling', md5(n || ' ' || k)
from filing cross join lateral generate_series(1, 12) as k where is_full;

insert into service_of_document (id, effect_key, document_id, addressee, method, served_on)
select made_id('service', n, k), made_id('service', n, k), made_id('document', n, k), person_name(n), 'electronic', filed_on + k * 7 + 2
from filing cross join lateral generate_series(1, 12) as k where is_full;

insert into agency_request (id, case_id, workflow_id, key, agency, provider, operation, channel, request, state, answer, sent_at,
  answered_at, next_poll_at)
select number || '/' || k, id, 'enforcement-case/' || number, k, 'bank', 'icbc', 'queryDeposits', 'http',
  '{"debtor": "李四"}', case when pick(n, 120 + k, 500) = 0 then 'accepted' else 'answered' end,
  '{"accounts": [{"accountNumber": "6222", "balanceFen": 1000000}]}', filed_on + k * interval '3 days', filed_on + k * interval '4 days',
  case when pick(n, 120 + k, 500) = 0 then filed_on + k * interval '4 days' end
from filing cross join lateral generate_series(1, 8) as k where is_full;

insert into credit_measure (id, effect_key, case_id, party_id, kind, ground, begins_on, legal_basis)
select made_id('credit', n, 1), made_id('credit', n, 1), id, made_id('party', n, 2), 'consumptionRestriction', '未履行', filed_on + 20, '{CRP#1}'
from filing where is_full;

insert into sanction (id, effect_key, case_id, subject, subject_kind, kind, amount_fen, decided_on, details, legal_basis)
select made_id('sanction', n, 1), made_id('sanction', n, 1), id, person_name(n), 'person', 'fine', 100000, filed_on + 40,
  jsonb_build_object('documentId', made_id('document', n, 5)), '{CPL#114}'
from filing where is_full and pick(n, 130, 3) = 0;

insert into account (id, case_id, kind, purpose, party_id, balance_fen)
select made_id('account', n, k), id, (array['bank', 'funds', 'payable'])[k], case k when 3 then 'principal' else '' end,
  case k when 3 then made_id('party', n, 1) end, 0
from filing cross join lateral generate_series(1, 3) as k where is_full;

-- Four receipts, each with its allocation and its payment.
insert into journal_entry (id, effect_key, case_id, kind, legal_date, description, source)
select made_id('entry', n, k), made_id('entry', n, k), id, (array['receipt', 'allocation', 'disbursement'])[1 + k % 3],
  filed_on + 30 + k, '案款', case k % 3 when 0 then 'deposit' end
from filing cross join lateral generate_series(0, 11) as k where is_full;

insert into posting (entry_id, line, case_id, account_id, side, amount_fen)
select made_id('entry', n, k), line, id,
  made_id('account', n, case line when 1 then (array[1, 2, 3])[1 + k % 3] else (array[2, 3, 1])[1 + k % 3] end),
  case line when 1 then 'debit' else 'credit' end, 100000
from filing cross join lateral generate_series(0, 11) as k cross join lateral generate_series(1, 2) as line where is_full;

insert into receipt (id, effect_key, case_id, asset_id, source, amount_fen, received_on)
select made_id('receipt', n, k), made_id('receipt', n, k), id, case when pick(n, 29, 4) > 0 then made_id('asset', n, 1) end, 'deposit',
  100000, filed_on + 30 + k
from filing cross join lateral generate_series(0, 9, 3) as k where is_full;
