int x; // expect: licence
