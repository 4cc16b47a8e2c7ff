-- A case and those that it resumed, one after another: their money and their measures go on in it.
create function case_chain(case_id uuid) returns setof uuid language sql stable as $$
  with recursive chain as (
    select id, resumed_from from enforcement_case where id = case_id
    union
    select earlier.id, earlier.resumed_from from enforcement_case earlier join chain on chain.resumed_from = earlier.id
  )
  select id from chain
$$;
