-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shop's tables and 350,000 products, the same as seed/postgresql-shop.sql makes.
set unique_checks = 0, foreign_key_checks = 0;

create table categories (id int primary key, name varchar(60) not null) charset utf8mb4;
insert into categories select seq, concat('Category ', seq) from seq_1_to_70;

-- Brands and kinds give names that can be searched by their beginning: 1,750 pairs, 200 products each.
create table products (sku int primary key, category_id int not null, brand varchar(20) not null, name varchar(80) not null,
                       price_cents int not null, popularity int not null) charset utf8mb4 collate utf8mb4_bin;
insert into products
select seq, 1 + seq % 70, concat('Brand', lpad(seq % 50, 2, '0')),
       concat('Brand', lpad(seq % 50, 2, '0'), ' kind', lpad(seq div 50 % 35, 2, '0'), ' ', seq),
       199 + (seq * 7919) % 20000, (seq * 104729) % 100003
from seq_1_to_350000;
alter table products add index products_category (category_id), add index products_name (name);

create table stock (sku int primary key, quantity int not null, changed_at datetime(3) not null default current_timestamp(3));
insert into stock (sku, quantity) select seq, if(seq <= 50, 2000000000, 100000) from seq_1_to_350000;

create table customers (id int primary key, email varchar(60) not null, secret char(32) not null, store char(2) not null,
                        unique index customers_email (email)) charset utf8mb4;
insert into customers
select seq, concat('customer', seq, '@example.com'), md5(concat('secret', seq)), elt(1 + seq % 3, 'de', 'at', 'fr')
from seq_1_to_20000;

create table cart_items (cart varchar(40) not null, sku int not null, quantity int not null,
                         added_at datetime(3) not null default current_timestamp(3), primary key (cart, sku)) charset ascii;
create table orders (id bigint primary key auto_increment, customer_id int not null, store char(2) not null,
                     status varchar(12) not null, total_cents int not null,
                     created_at datetime(3) not null default current_timestamp(3)) charset ascii;
create table order_items (order_id bigint not null, sku int not null, quantity int not null, price_cents int not null,
                          primary key (order_id, sku));
create table payments (id bigint primary key auto_increment, order_id bigint not null, provider varchar(12) not null,
                       amount_cents int not null, result varchar(12) not null, reference varchar(40) not null,
                       created_at datetime(3) not null default current_timestamp(3)) charset ascii;
insert into orders (id, customer_id, store, status, total_cents, created_at)
select seq, 1 + seq % 20000, elt(1 + seq % 3, 'de', 'at', 'fr'), 'fulfilled', 1000 + seq % 9000, now() - interval seq * 30 second
from seq_1_to_60000;
alter table orders add index orders_customer (customer_id), add index orders_status (status);

analyze table products, stock, customers, orders;

-- What is sold, and nothing of who buys: the plans of slow searches can be asked for, those of orders can not.
grant select on shop.products to cockpit_view@'127.0.0.1';
grant select on shop.categories to cockpit_view@'127.0.0.1';
grant select on shop.stock to cockpit_view@'127.0.0.1';
