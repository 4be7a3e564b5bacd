import { directionalDerivative } from '@casimir/algebra'
import { ehrenfestContinuum, hybridContinuum, hybridGenerator, hybridTransport, transportField } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import type { DenseField } from '../support/amplitudeDense.ts'
import { denseFields } from '../support/amplitudeDense.ts'
import { joined, relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { smoothDirection, smoothPacket } from '../support/periodicHamiltonian.ts'

const ROUND_OFF = 5e-14

describe.each([2, 3])('%i levels', (n) => {
  const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(n)
  const { of, sum, times, turned, poisson, dagger, slope, integral, trace, scalarTimesIdentity } = denseFields(fields)
  const { D } = at
  const { dof, nodes } = fields.grid
  const nn = n * n
  const hybrid = hybridContinuum(fields, hamiltonian, hbar)
  const ehrenfest = ehrenfestContinuum(fields, hamiltonian, hbar)
  const packedH = fields.allocate()
  ehrenfest.energy.derivative(packedH, packet)
  const H = of(packedH)
  const P = of(state)
  const inverse = D.map((x) => 1 / x)
  const alongD = poisson(scalarTimesIdentity(D), H)
  const generator = fields.allocate()
  hybridGenerator(fields, hamiltonian, hbar)(generator, D, state)

  /** int < D H + i hbar {Pc, H} > as printed in (11), with D and Pc = `field` as independent variables. */
  const printedEnergy = (field: DenseField): { re: number; im: number } =>
    integral(sum([1, times(field, H)], [hbar, turned(times(sum([inverse, field]), poisson(field, H)))]))
  /** Its variational derivative at fixed D, not projected on Hermitian fields. */
  const unprojected = ((): DenseField => {
    const Pc = of(packet)
    const fluxes = Array.from({ length: dof }, (_, j) => [
      [-1, slope(sum([inverse, times(slope(H, dof + j), Pc)]), j)] as const,
      [1, slope(sum([inverse, times(slope(H, j), Pc)]), dof + j)] as const,
    ])
    return sum([1, H], [hbar, turned(sum([inverse, poisson(Pc, H)], ...fluxes.flat()))])
  })()
  const hermitian = (x: DenseField): DenseField => sum([0.5, x], [0.5, dagger(x)])
  const skew = (x: DenseField): DenseField => sum([0.5, x], [-0.5, dagger(x)])
  const sizeOf = (x: Float64Array): number => Math.sqrt(x.reduce((s, v) => s + v * v, 0))

  test('eq. (5) as printed, with dense complex matrices, is Hermitian and is hybridGenerator', () => {
    const order = sum([1, times(alongD, P)], [-1, times(P, alongD)])
    const printed = sum(
      [1, H],
      [hbar, turned(sum([1, poisson(P, H)], [1, poisson(H, P)], [inverse.map((x) => -0.5 * x), order]))],
    )
    expect(sizeOf(skew(printed)) / sizeOf(printed)).toBeLessThan(1e-15)
    expect(relativeDifference(of(generator), printed)).toBeLessThan(ROUND_OFF)
  })

  test('E4: the printed energy (11) is complex; its imaginary part is (hbar/2) int Tr(P {D,H}), its real part hybridEnergy', () => {
    const { re, im } = printedEnergy(of(packet))
    const expected = 0.5 * hbar * integral(times(P, alongD)).re
    expect(Math.abs(im)).toBeGreaterThan(1e-4)
    expect(Math.abs(im - expected)).toBeLessThan(1e-14)
    expect(Math.abs(re - hybrid.energy.value(packet))).toBeLessThan(1e-14)
    const correlation = hybrid.energy.value(packet) - ehrenfest.energy.value(packet)
    expect(Math.abs(correlation)).toBeGreaterThan(1e-3)
    // -(hbar/2) int D Tr(Gamma . grad H), Gamma = i[P, X_P]: i Tr([P, P_p] H_q - [P, P_q] H_p)
    const commute = (axis: number): DenseField => sum([1, times(P, slope(P, axis))], [-1, times(slope(P, axis), P)])
    const gamma = turned(sum([1, times(commute(1), slope(H, 0))], [-1, times(commute(0), slope(H, 1))]))
    expect(Math.abs(correlation + 0.5 * hbar * integral(sum([D, gamma])).re)).toBeLessThan(1e-14)
  })

  test('E4: the unprojected dh/dP has an anti-Hermitian part; its Hermitian part is (5)', () => {
    expect(relativeDifference(of(generator), hermitian(unprojected))).toBeLessThan(ROUND_OFF)
    expect(sizeOf(skew(unprojected)) / sizeOf(unprojected)).toBeGreaterThan(1e-2)
  })

  test.each([1, 2, 3])('eq. (5) is dh/dP at fixed D in an arbitrary Hermitian direction (%i)', (seed) => {
    const direction = smoothDirection(fields, { seed: 50 + seed })
    const size = 1e-2 / sizeOf(direction)
    const scaled = direction.map((x) => size * x)
    const measured = directionalDerivative((x) => printedEnergy(of(x)).re, packet, scaled, 1)
    const scale = Math.sqrt(fields.pair(scaled, scaled) * fields.pair(generator, generator))
    expect(Math.abs(fields.pair(scaled, generator) - measured) / scale).toBeLessThan(4e-14)
    // with the last term of (5) of the other sign
    const bare = fields.allocate()
    hybridGenerator(fields, hamiltonian, hbar)(bare, D.slice().fill(1), state)
    const flipped = bare.map((x, i) => 2 * x - generator[i])
    expect(relativeDifference(flipped, generator)).toBeGreaterThan(1e-2)
    expect(Math.abs(fields.pair(scaled, flipped) - measured) / scale).toBeGreaterThan(1e-4)
  })

  test.each(['one', 'full'] as const)(
    'rank %s: (4) is <X_{dh/dP}> and (5) is dh/dP up to what commutes with P',
    (rank) => {
      const field = smoothPacket(fields, { seed: 5, rank, amplitude: 0.25 })
      const density = new Float64Array(nodes)
      fields.trace(density, field)
      const unit = field.map((x, i) => x / density[Math.floor(i / nn)])
      const [X, Y] = [vectorFieldOn(fields), vectorFieldOn(fields)]
      transportField(fields, hybrid.energy)(X, field)
      hybridTransport(fields, hamiltonian, hbar)(Y, density, unit)
      expect(relativeDifference(joined(Y), joined(X))).toBeLessThan(ROUND_OFF)
      const [G, K, moved, expected] = Array.from({ length: 4 }, () => fields.allocate())
      hybrid.energy.derivative(G, field)
      hybridGenerator(fields, hamiltonian, hbar)(K, density, unit)
      fields.commutator(moved, K, field)
      fields.commutator(expected, G, field)
      expect(relativeDifference(moved, expected)).toBeLessThan(ROUND_OFF)
      fields.commutator(moved, packedH, field)
      expect(relativeDifference(moved, expected)).toBeGreaterThan(1e-2)
    },
  )

  test('T4: X = X_{dh/dD} + <X_{dh/dP}> needs both derivatives of one extension of h', () => {
    const transportOf = (dhdD: Float64Array, dhdP: Float64Array): Float64Array => {
      const X = vectorFieldOn(fields)
      const whole = dhdP.map((x, i) => x + (i % nn < n ? dhdD[Math.floor(i / nn)] : 0))
      transportField(fields, {
        name: 'stated derivative',
        space: fields,
        value: () => 0,
        derivative: (out) => out.set(whole),
      })(X, packet)
      return joined(X)
    }
    const X = vectorFieldOn(fields)
    hybridTransport(fields, hamiltonian, hbar)(X, D, state)
    const expected = joined(X)
    const Pc = of(packet)
    // D independent: dh/dD = -D^-2 Re Tr(Pc i hbar {Pc, H}); the same with D = Tr Pc moves it into dh/dP
    const dhdD = trace(turned(times(Pc, poisson(Pc, H)))).map((x, m) => -hbar * inverse[m] ** 2 * x)
    const zero = new Float64Array(nodes)
    const joint = generator.map((x, i) => x + (i % nn < n ? dhdD[Math.floor(i / nn)] : 0))
    expect(relativeDifference(transportOf(dhdD, generator), expected)).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(transportOf(zero, joint), expected)).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(transportOf(zero, generator), expected)).toBeGreaterThan(1e-2)
    // h + int c (Tr(Pc^2)/D - D)/2 is another extension: it adds c P to dh/dP and -c to dh/dD
    const c = trace(of(smoothDirection(fields, { seed: 77 })))
    const shifted = generator.map((x, i) => x + c[Math.floor(i / nn)] * state[i])
    expect(relativeDifference(transportOf(dhdD, shifted), expected)).toBeGreaterThan(0.5)
    const consistent = dhdD.map((x, m) => x - c[m])
    expect(relativeDifference(transportOf(consistent, shifted), expected)).toBeLessThan(ROUND_OFF)
  })
})
