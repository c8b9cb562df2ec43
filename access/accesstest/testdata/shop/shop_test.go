package shop

const tried access.Reason = "shop/tried"
