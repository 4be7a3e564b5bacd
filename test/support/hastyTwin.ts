import type { ConsistencyMethod, MakeSystem } from '@casimir/experiments'
import { methodNamed } from './consistencyFindings.ts'

/** A method whose generator is multiplied by a factor, so that quantum and classical motion no longer come from one energy. */
export const hastyTwin = (name: string, factor: number): ConsistencyMethod => {
  const method = methodNamed(name)
  const make = method.system as MakeSystem
  return {
    ...method,
    system: (...given) => {
      const system = make(...given)
      return {
        ...system,
        gradient: (out, state) => {
          const status = system.gradient(out, state)
          for (let k = 0; k < out.generator.length; k++) out.generator[k] *= factor
          return status
        },
      }
    },
  }
}
