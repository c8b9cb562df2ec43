module lupa.example/mutate

go 1.25
