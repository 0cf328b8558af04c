# Reference figures for entropy balancing, the doubly robust estimate, the event study and bounds for pairs, in base R from their published formulas.
# Run in this folder after lalonde.R, which writes the data:  Rscript estimators.R
# Writes estimators-reference.csv (name,value).
d <- read.csv("lalonde.csv")
out <- list()
put <- function(name, value) out[[name]] <<- as.numeric(value)
t <- d$treat; y <- d$re78; n <- nrow(d); n1 <- sum(t)
X <- model.matrix(~ age + educ + race + married + nodegree + re74 + re75, d)
Z <- X; for (j in c("age", "educ", "re74", "re75")) Z[, j] <- Z[, j] / sd(Z[, j]) # same models, better scaled derivatives
tight <- glm.control(epsilon = 1e-14, maxit = 100)

# Sandwich of stacked estimating equations, by cluster: psi gives a row per person at given parameters.
sandwich <- function(psi, th, cluster) {
  A <- matrix(0, length(th), length(th))
  for (j in seq_along(th)) {
    h <- max(abs(th[j]), 1e-3) * 1e-5; step <- replace(numeric(length(th)), j, h)
    A[, j] <- colSums(psi(th - 2 * step) - 8 * psi(th - step) + 8 * psi(th + step) - psi(th + 2 * step)) / (12 * h)
  }
  S <- rowsum(psi(th), cluster); G <- nrow(S)
  solve(A, crossprod(S)) %*% t(solve(A)) * G / (G - 1)
}

# Entropy balancing (Hainmueller 2012): the dual is minimised over log-sum-exp first, then sharpened by Newton's method with an intercept.
C <- Z[t == 0, -1]; target <- colMeans(Z[t == 1, -1])
dual <- optim(numeric(ncol(C)), function(l) log(sum(exp(C %*% l))) - sum(l * target), method = "BFGS", control = list(maxit = 5000, reltol = 1e-15))
b <- c(log(n1 / sum(exp(C %*% dual$par))), dual$par)
for (i in 1:50) {
  w <- exp(as.vector(Z[t == 0, ] %*% b))
  b <- b + solve(crossprod(Z[t == 0, ] * w, Z[t == 0, ]), colSums(Z[t == 1, ]) - colSums(Z[t == 0, ] * w))
}
w <- exp(as.vector(Z %*% b))
stopifnot(max(abs(colSums(Z[t == 1, ]) - colSums(Z[t == 0, ] * w[t == 0]))) < 1e-8)
k <- ncol(Z)
mu <- c(mean(y[t == 1]), sum(w[t == 0] * y[t == 0]) / sum(w[t == 0]))
put("entropy.att", mu[1] - mu[2])
put("entropy.ess", sum(w[t == 0])^2 / sum(w[t == 0]^2))
V <- sandwich(function(th) {
  e <- exp(as.vector(Z %*% th[1:k]))
  cbind(Z * (t - (1 - t) * e), t * (y - th[k + 1]), (1 - t) * e * (y - th[k + 2]))
}, c(b, mu), d$family)
pick <- c(numeric(k), 1, -1)
put("entropy.se", sqrt(drop(pick %*% V %*% pick)))

# Doubly robust: odds weights on the residuals of an outcome model of the comparison group, linear and logistic.
g <- coef(glm.fit(Z, t, family = binomial(), control = tight))
o <- exp(as.vector(Z %*% g)) * (1 - t)
doubly <- function(name, y, family, mean) {
  f <- coef(glm.fit(Z[t == 0, ], y[t == 0], family = family, control = tight))
  r <- y - mean(as.vector(Z %*% f))
  th <- c(g, f, base::mean(r[t == 1]), sum(o * r) / sum(o))
  V <- sandwich(function(th) {
    e <- as.vector(Z %*% th[1:k]); r <- y - mean(as.vector(Z %*% th[k + 1:k]))
    cbind(Z * (t - plogis(e)), Z * ((1 - t) * r), t * (r - th[2 * k + 1]), (1 - t) * exp(e) * (r - th[2 * k + 2]))
  }, th, d$family)
  pick <- c(numeric(2 * k), 1, -1)
  put(paste0(name, ".att"), sum(pick * th)); put(paste0(name, ".se"), sqrt(drop(pick %*% V %*% pick)))
}
doubly("aipw.linear", y, gaussian(), identity)
doubly("aipw.logistic", as.numeric(y > 0), binomial(), plogis)

# Until the comparison joins: every third of it joined, older ones more often; the others are weighted by the inverse of their probability of
# not having joined.
stay <- as.numeric(!((seq_len(n) %% 3 == 0) | (d$age > 35 & seq_len(n) %% 2 == 0))); c0 <- (1 - t) * stay
f <- coef(glm.fit(Z[t == 0, ], stay[t == 0], family = binomial(), control = tight)); left <- c0 * o / plogis(as.vector(Z %*% f))
mu <- c(mean(y[t == 1]), sum(left * y) / sum(left))
V <- sandwich(function(th) {
  e <- as.vector(Z %*% th[1:k]); p <- plogis(as.vector(Z %*% th[k + 1:k]))
  cbind(Z * (t - plogis(e)), Z * ((1 - t) * (stay - p)), t * (y - th[2 * k + 1]), c0 * exp(e) / p * (y - th[2 * k + 2]))
}, c(g, f, mu), d$family)
pick <- c(numeric(2 * k), 1, -1)
put("joined.att", mu[1] - mu[2]); put("joined.se", sqrt(drop(pick %*% V %*% pick))); put("joined.ess", sum(left)^2 / sum(left^2))

# Event study: five periods, of which two are made up from the others so that there are several before and after. The model knows neither
# re74 nor re75.
Z0 <- Z[, setdiff(colnames(Z), c("re74", "re75"))]; k <- ncol(Z0)
periods <- cbind(0.8 * d$re74 + 100 * d$educ, d$re74, d$re75, d$re78, 1.1 * d$re78 + 50 * d$age); reference <- 3
change <- periods[, -reference] - periods[, reference]; q <- ncol(change)
g <- coef(glm.fit(Z0, t, family = binomial(), control = tight)); o <- exp(as.vector(Z0 %*% g)) * (1 - t)
m1 <- colMeans(change[t == 1, ]); m0 <- colSums(o * change) / sum(o)
V <- sandwich(function(th) {
  e <- as.vector(Z0 %*% th[1:k])
  cbind(Z0 * (t - plogis(e)), t * sweep(change, 2, th[k + 1:q]), (1 - t) * exp(e) * sweep(change, 2, th[k + q + 1:q]))
}, c(g, m1, m0), d$family)
L <- cbind(matrix(0, q, k), diag(q), -diag(q)); S <- L %*% V %*% t(L); effect <- m1 - m0
for (i in 1:q) { put(paste0("event.", i, ".att"), effect[i]); put(paste0("event.", i, ".se"), sqrt(S[i, i])) }
wald <- drop(effect[1:2] %*% solve(S[1:2, 1:2]) %*% effect[1:2])
put("event.pre.wald", wald); put("event.pre.p", pchisq(wald, 2, lower.tail = FALSE))
put("event.equivalence", max(abs(effect[1:2]) + qnorm(0.95) * sqrt(diag(S)[1:2])))
# Relative magnitudes (Rambachan and Roth 2023): the union over neighbouring periods before of intervals with that difference as the bound.
steps <- rbind(c(-1, 1, 0, 0), c(0, -1, 0, 0))
union <- function(at, M) {
  ends <- NULL
  for (s in 1:2) for (sign in c(-1, 1)) {
    a <- sign * M * (at - 2) * steps[s, ]; a[at] <- a[at] + 1
    se <- sqrt(drop(a %*% S %*% a)); ends <- rbind(ends, sum(a * effect) + c(-1, 1) * qnorm(0.975) * se)
  }
  c(min(ends[, 1]), max(ends[, 2]))
}
for (at in 3:4) for (M in c(0.5, 1, 2)) { u <- union(at, M); put(paste0("event.", at, ".low.", M), u[1]); put(paste0("event.", at, ".high.", M), u[2]) }

# Rosenbaum's bounds for pairs (nearest neighbour, each partner once, highest propensity first), on outcomes that were raised so that a
# difference stands out.
p <- fitted(glm(treat ~ age + educ + race + married + nodegree + re74 + re75, binomial, d, control = tight))
free <- t == 0; pairs <- NULL
for (i in which(t == 1)[order(-p[t == 1])]) {
  pool <- which(free); j <- pool[which.min(abs(p[pool] - p[i]))]; pairs <- rbind(pairs, c(i, j)); free[j] <- FALSE
}
gamma <- function(bound) uniroot(function(g) bound(g) - 0.025, c(1, 20), tol = 1e-12)$root
raised <- y + 4000 * t; diff <- raised[pairs[, 1]] - raised[pairs[, 2]]; diff <- diff[diff != 0]
r <- rank(abs(diff)); T <- max(sum(r[diff > 0]), sum(r[diff < 0]))
put("gamma.wilcoxon", gamma(function(g) { q <- g / (1 + g); pnorm((T - q * sum(r)) / sqrt(q * (1 - q) * sum(r^2)), lower.tail = FALSE) }))
event <- as.numeric(y > ifelse(t == 1, 1500, 6000)); diff <- event[pairs[, 1]] - event[pairs[, 2]]; diff <- diff[diff != 0]
a <- max(sum(diff > 0), sum(diff < 0))
put("gamma.mcnemar", gamma(function(g) pbinom(a - 1, length(diff), g / (1 + g), lower.tail = FALSE)))

write.csv(data.frame(name = names(out), value = sprintf("%.15g", unlist(out))), "estimators-reference.csv", row.names = FALSE, quote = FALSE)
