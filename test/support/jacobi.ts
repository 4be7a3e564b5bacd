/** Jacobi's sn, cn and dn of u for the modulus k, by the arithmetic-geometric mean. */
export const jacobi = (u: number, k: number): { sn: number; cn: number; dn: number } => {
  const ratios: number[] = []
  let a = 1
  let b = Math.sqrt(1 - k * k)
  let c = k
  while (Math.abs(c) > 1e-10) {
    const mean = (a + b) / 2
    c = (a - b) / 2
    b = Math.sqrt(a * b)
    a = mean
    ratios.push(c / a)
  }
  let phi = 2 ** ratios.length * a * u
  for (const ratio of ratios.toReversed()) phi = (phi + Math.asin(ratio * Math.sin(phi))) / 2
  const sn = Math.sin(phi)
  return { sn, cn: Math.cos(phi), dn: Math.sqrt(1 - (k * sn) ** 2) }
}
