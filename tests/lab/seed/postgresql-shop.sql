-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shop's tables and 350,000 products, the same as seed/mariadb-shop.sql makes.
set role shop;
set synchronous_commit = off;

create table categories (id int primary key, name text not null);
insert into categories select i, 'Category ' || i from generate_series(1, 70) i;

-- Brands and kinds give names that can be searched by their beginning: 1,750 pairs, 200 products each.
create table products (sku int primary key, category_id int not null, brand text not null, name text not null,
                       price_cents int not null, popularity int not null);
insert into products
select i, 1 + i % 70, b.brand, b.brand || ' ' || k.kind || ' ' || i,
       199 + (i::bigint * 7919) % 20000, (i::bigint * 104729) % 100003
from generate_series(1, 350000) i
cross join lateral (select 'Brand' || lpad((i % 50)::text, 2, '0') as brand) b
cross join lateral (select 'kind' || lpad((i / 50 % 35)::text, 2, '0') as kind) k;
create index products_category on products (category_id);
create index products_name on products (name text_pattern_ops);

create table stock (sku int primary key, quantity int not null, changed_at timestamptz not null default now());
insert into stock select i, case when i <= 50 then 2000000000 else 100000 end from generate_series(1, 350000) i;

create table customers (id int primary key, email text not null, secret text not null, store text not null);
insert into customers
select i, 'customer' || i || '@example.com', md5('secret' || i), (array['de', 'at', 'fr'])[1 + i % 3]
from generate_series(1, 20000) i;
create unique index customers_email on customers (email);

create table cart_items (cart text not null, sku int not null, quantity int not null,
                         added_at timestamptz not null default now(), primary key (cart, sku));
create table orders (id bigserial primary key, customer_id int not null, store text not null, status text not null,
                     total_cents int not null, created_at timestamptz not null default now());
create table order_items (order_id bigint not null, sku int not null, quantity int not null, price_cents int not null,
                          primary key (order_id, sku));
create table payments (id bigserial primary key, order_id bigint not null, provider text not null, amount_cents int not null,
                       result text not null, reference text not null, created_at timestamptz not null default now());
insert into orders (customer_id, store, status, total_cents, created_at)
select 1 + i % 20000, (array['de', 'at', 'fr'])[1 + i % 3], 'fulfilled', 1000 + i % 9000, now() - i * interval '30 seconds'
from generate_series(1, 60000) i;
create index orders_customer on orders (customer_id);
create index orders_new on orders (id) where status = 'new';

-- What is sold, and nothing of who buys: the plans of slow searches can be asked for, those of orders can not.
grant select on products, categories, stock to cockpit_view;

reset role;
analyze;
