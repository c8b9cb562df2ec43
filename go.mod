module lupa.example

go 1.25
