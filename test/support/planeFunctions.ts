import type { MatrixFunction } from '@casimir/algebra'
import { twoLevel } from '@casimir/models'

/** M(x) = first(x_0) + second(x_1) of two functions of one variable. */
export const sumOfModes = (first: MatrixFunction, second: MatrixFunction): MatrixFunction => {
  const { levels } = first
  const size = 2 * levels * levels
  const part = new Float64Array(size)
  return {
    levels,
    dof: 2,
    scalar: first.scalar && second.scalar,
    value: (out, x, at) => {
      first.value(out, x, at)
      second.value(part, x, at + 1)
      for (let k = 0; k < size; k++) out[k] += part[k]
    },
    gradient: (out, x, at) => {
      first.gradient(part, x, at)
      out.set(part, 0)
      second.gradient(part, x, at + 1)
      out.set(part, size)
    },
  }
}

/** M at coordinates turned by an angle: x_0' = x_0 cos + x_1 sin, x_1' = -x_0 sin + x_1 cos. */
export const turned = (M: MatrixFunction, angle: number): MatrixFunction => {
  const size = 2 * M.levels * M.levels
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const y = new Float64Array(2)
  const g = new Float64Array(2 * size)
  const turn = (x: ArrayLike<number>, at: number): void => {
    y[0] = c * x[at] + s * x[at + 1]
    y[1] = -s * x[at] + c * x[at + 1]
  }
  return {
    ...M,
    value: (out, x, at) => {
      turn(x, at)
      M.value(out, y, 0)
    },
    gradient: (out, x, at) => {
      turn(x, at)
      M.gradient(g, y, 0)
      for (let k = 0; k < size; k++) {
        out[k] = c * g[k] - s * g[size + k]
        out[size + k] = s * g[k] + c * g[size + k]
      }
    },
  }
}

/** The oscillator omega^2 x^2/2 + quartic x^4 without coupling, on two levels. */
export const oscillatorPotential = (omega: number, quartic = 0): MatrixFunction =>
  twoLevel(
    (c, x) => {
      c[0] = 0.5 * omega * omega * x[0] * x[0] + quartic * x[0] ** 4
    },
    (c, x) => {
      c[0] = omega * omega * x[0] + 4 * quartic * x[0] ** 3
    },
  )

/** An oscillator coupled to the levels by x sx, with a splitting, and a quartic term: omega^2 x^2/2 + quartic x^4 + sz/2 + coupling x sx. */
export const coupledPotential = (omega: number, coupling: number, quartic = 0): MatrixFunction =>
  twoLevel(
    (c, x) => {
      c[0] = 0.5 * omega * omega * x[0] * x[0] + quartic * x[0] ** 4
      c[1] = coupling * x[0]
      c[3] = 0.5
    },
    (c, x) => {
      c[0] = omega * omega * x[0] + 4 * quartic * x[0] ** 3
      c[1] = coupling
    },
  )

/** The kinetic energy x^2/2 with a spin-orbit coupling strength x sy. */
export const spinOrbitKinetic = (strength: number): MatrixFunction =>
  twoLevel(
    (c, x) => {
      c[0] = 0.5 * x[0] * x[0]
      c[2] = strength * x[0]
    },
    (c, x) => {
      c[0] = x[0]
      c[2] = strength
    },
  )
