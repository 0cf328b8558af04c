# Reference figures for the evaluation estimators, from R. Needs r-cran-matchit, r-cran-sandwich, r-cran-survey.
# Run in this folder:  Rscript lalonde.R
# Writes lalonde.csv (the data as MatchIt ships them, with a made-up cluster) and lalonde-reference.csv (name,value).
suppressMessages({library(MatchIt); library(sandwich); library(survey)})
data("lalonde", package = "MatchIt")
d <- lalonde
d$race <- as.character(d$race)
d$family <- (seq_len(nrow(d)) - 1) %/% 3
write.csv(d, "lalonde.csv", row.names = FALSE, quote = FALSE)

out <- list()
put <- function(name, value) out[[name]] <<- as.numeric(value)
tight <- glm.control(epsilon = 1e-14, maxit = 100)
t <- d$treat; y <- d$re78; n <- nrow(d); n1 <- sum(t)

# Propensity model.
f <- treat ~ age + educ + race + married + nodegree + re74 + re75
g <- glm(f, binomial, d, control = tight)
X <- model.matrix(g); p <- fitted(g)
put("logistic.loglik", logLik(g))
for (v in colnames(X)) {
  put(paste0("logistic.coef.", v), coef(g)[v])
  put(paste0("logistic.se.", v), sqrt(diag(vcov(g)))[v])
}

# Odds weights: fixed weights (HC0, then survey by cluster), then the stacked estimating equations with a numeric bread.
w <- ifelse(t == 1, 1, p / (1 - p))
m <- lm(y ~ t, weights = w)
put("odds.att", coef(m)[2])
put("odds.se.hc0", sqrt(vcovHC(m, "HC0")[2, 2]))
des <- svydesign(ids = ~family, weights = ~w, data = cbind(d, w = w))
put("odds.se.fixed.cluster", SE(svyglm(re78 ~ treat, des))["treat"])
put("odds.ess", sum(w[t == 0])^2 / sum(w[t == 0]^2))
stacked <- function(design, treat, outcome, cluster) {
  k <- ncol(design)
  psi <- function(th) {
    e <- as.vector(design %*% th[1:k]); pp <- plogis(e)
    cbind(design * (treat - pp), treat * (outcome - th[k + 1]), (1 - treat) * exp(e) * (outcome - th[k + 2]))
  }
  b <- coef(glm.fit(design, treat, family = binomial(), control = tight))
  o <- exp(as.vector(design %*% b)) * (1 - treat)
  th <- c(b, mean(outcome[treat == 1]), sum(o * outcome) / sum(o))
  A <- matrix(0, k + 2, k + 2)
  for (j in seq_along(th)) {
    h <- max(abs(th[j]), 1e-3) * 1e-5; step <- replace(numeric(k + 2), j, h)
    # Five points: the error of the slope is of the fourth order in the step.
    A[, j] <- colSums(psi(th - 2 * step) - 8 * psi(th - step) + 8 * psi(th + step) - psi(th + 2 * step)) / (12 * h)
  }
  S <- rowsum(psi(th), cluster); G <- nrow(S)
  V <- solve(A, crossprod(S)) %*% t(solve(A)) * G / (G - 1)
  pick <- c(numeric(k), 1, -1)
  list(att = th[k + 1] - th[k + 2], mean1 = th[k + 1], mean0 = th[k + 2],
       se = sqrt(drop(pick %*% V %*% pick)),
       se.logratio = sqrt(drop(c(numeric(k), 1 / th[k + 1], -1 / th[k + 2]) %*% V %*% c(numeric(k), 1 / th[k + 1], -1 / th[k + 2]))))
}
Z <- X; for (j in c("age", "educ", "re74", "re75")) Z[, j] <- Z[, j] / sd(Z[, j]) # same model, better scaled derivatives
s <- stacked(Z, t, y, d$family)
put("odds.se.stacked.cluster", s$se)
put("odds.se.stacked.logratio", s$se.logratio)

# Difference-in-differences: re75 is the baseline and leaves the propensity model.
Z0 <- Z[, setdiff(colnames(Z), "re75")]
s0 <- stacked(Z0, t, y - d$re75, d$family)
put("did.att", s0$att); put("did.se", s0$se)

# Plain difference by cluster.
m0 <- lm(y ~ t)
put("naive.att", coef(m0)[2])
put("naive.se", sqrt(vcovCL(m0, cluster = d$family, type = "HC0", cadjust = TRUE)[2, 2]))

# Matching: a plain greedy loop in base R is the reference, checked against MatchIt with a distance matrix where MatchIt can do it.
greedy <- function(score, order, width = Inf, ratio = 1, replace = FALSE, exact = rep(1, n)) {
  free <- t == 0; pairs <- NULL
  for (pass in if (replace) 1 else seq_len(ratio)) for (i in order) {
    take <- if (replace) ratio else 1
    pool <- which(free & exact == exact[i]); dist <- abs(score[pool] - score[i])
    for (k in seq_len(take)) {
      if (!length(pool)) break
      best <- which.min(dist)
      if (dist[best] > width) break
      pairs <- rbind(pairs, c(i, pool[best]))
      if (!replace) free[pool[best]] <- FALSE
      pool <- pool[-best]; dist <- dist[-best]
    }
  }
  pairs
}
matched <- function(name, pairs) {
  per <- table(pairs[, 1]); share <- 1 / as.vector(per[as.character(pairs[, 1])])
  treatedUnits <- sort(unique(pairs[, 1]))
  gap <- mean(y[treatedUnits]) - sum(share * y[pairs[, 2]]) / length(treatedUnits)
  put(paste0(name, ".matched"), length(treatedUnits)); put(paste0(name, ".att"), gap)
}
twoWay <- function(name, pairs) {
  per <- table(pairs[, 1])
  units <- c(as.integer(names(per)), pairs[, 2])
  weight <- c(rep(1, length(per)), 1 / as.vector(per[as.character(pairs[, 1])]))
  set <- c(as.integer(names(per)), pairs[, 1])
  z <- data.frame(y = y[units], t = t[units], weight, set, family = d$family[units])
  fit <- lm(y ~ t, z, weights = weight)
  put(paste0(name, ".se"), sqrt(vcovCL(fit, cluster = ~ set + family, type = "HC0", cadjust = TRUE, multi0 = FALSE)[2, 2]))
}
tr <- which(t == 1); down <- tr[order(-p[tr])]; l <- qlogis(p)
confirm <- function(pairs, ...) {
  gaps <- abs(outer(p[t == 1], p[t == 0], "-")); dimnames(gaps) <- list(rownames(d)[t == 1], rownames(d)[t == 0])
  q <- matchit(f, d, method = "nearest", distance = gaps, m.order = "data", ...)$match.matrix
  mine <- matrix(NA_character_, n1, max(table(pairs[, 1])), dimnames = list(rownames(d)[tr], NULL))
  for (i in unique(pairs[, 1])) { o <- pairs[pairs[, 1] == i, 2]; mine[rownames(d)[i], seq_along(o)] <- rownames(d)[o] }
  stopifnot(identical(is.na(unname(q)), is.na(unname(mine))), all(unname(q) == unname(mine), na.rm = TRUE))
}
a <- greedy(p, down); matched("nearest.largest", a); twoWay("nearest.largest", a)
a <- greedy(p, tr[order(p[tr])]); matched("nearest.smallest", a); twoWay("nearest.smallest", a)
a <- greedy(p, tr); confirm(a); matched("nearest.data", a); twoWay("nearest.data", a)
a <- greedy(p, tr, 0.2 * sd(p)); matched("nearest.caliper", a); twoWay("nearest.caliper", a)
a <- greedy(l, down, 0.2 * sd(l)); matched("nearest.logit", a); twoWay("nearest.logit", a)
a <- greedy(p, tr, ratio = 2); confirm(a, ratio = 2); matched("nearest.ratio2", a); twoWay("nearest.ratio2", a)
a <- greedy(p, tr, replace = TRUE); confirm(a, replace = TRUE); matched("nearest.replace", a)
# MatchIt breaks ties at equal distance otherwise than by data order here, so this one is not confirmed by it.
a <- greedy(p, tr, replace = TRUE, ratio = 3); matched("nearest.replace3", a)
a <- greedy(p, down, exact = d$race); matched("nearest.exact", a); twoWay("nearest.exact", a)

# Abadie-Imbens variance of matching with replacement when every unit is its own cluster.
a <- greedy(p, tr, replace = TRUE)
uses <- tabulate(a[, 2], n); gap <- y[a[, 1]] - y[a[, 2]]
noise <- sapply(which(uses > 0), function(j) { o <- setdiff(which(t == 0), j); (y[j] - y[o[which.min(abs(p[o] - p[j]))]])^2 / 2 })
v <- sum((gap - mean(gap))^2) / n1^2 * n1 / (n1 - 1) + sum((uses[uses > 0]^2 - uses[uses > 0]) * noise) / n1^2
put("nearest.replace.se", sqrt(v))

# Balance before and after odds weights, from MatchIt and from its weighted summary.
un <- summary(matchit(f, d, method = NULL))$sum.all
for (v in c("age", "married", "re74")) for (k in c("Means Treated", "Means Control", "Std. Mean Diff.", "eCDF Mean", "eCDF Max"))
  put(paste0("balance.before.", v, ".", gsub("[ .]+", "", k)), un[v, k])
put("balance.before.age.VarRatio", un["age", "Var. Ratio"]); put("balance.before.re74.VarRatio", un["re74", "Var. Ratio"])
wm <- function(x, z) sum(z * x) / sum(z)
wv <- function(x, z) { z <- z / sum(z); sum(z * (x - sum(z * x))^2) / (1 - sum(z^2)) }
for (v in c("age", "re74")) {
  x <- d[[v]]; c0 <- wm(x[t == 0], w[t == 0])
  put(paste0("balance.after.", v, ".Mean"), c0)
  put(paste0("balance.after.", v, ".Smd"), (mean(x[t == 1]) - c0) / sd(x[t == 1]))
  put(paste0("balance.after.", v, ".VarRatio"), wv(x[t == 1], rep(1, n1)) / wv(x[t == 0], w[t == 0]))
  u <- sort(unique(x))
  e <- sapply(u, function(q) abs(mean(x[t == 1] <= q) - wm(x[t == 0] <= q, w[t == 0])))
  put(paste0("balance.after.", v, ".EcdfMean"), mean(e)); put(paste0("balance.after.", v, ".EcdfMax"), max(e))
}

# Many outcomes.
q <- c(0.01, 0.04, 0.03, 0.005, 0.2, 0.03)
b <- p.adjust(q, "BH"); for (i in seq_along(b)) put(paste0("bh.", i), b[i])

write.csv(data.frame(name = names(out), value = sprintf("%.15g", unlist(out))), "lalonde-reference.csv", row.names = FALSE, quote = FALSE)
