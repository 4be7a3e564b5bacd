import { appendFileSync } from 'node:fs'
import type { Law, LawDefinition } from '@casimir/checks'
import { vi } from 'vitest'

/** The environment's name for the file that draws are noted in. */
export type TallyVariable = 'CASIMIR_TALLY'

/** Notes the draws of every law that holds. */
vi.mock(import('../../../packages/checks/src/Law.ts'), async (original) => {
  const real = await original()
  return {
    ...real,
    defineLaw: <T>(definition: LawDefinition<T>): Law => {
      const law = real.defineLaw(definition)
      return {
        ...law,
        check: (trial) => {
          const result = law.check(trial)
          if (result.verdict === 'holds')
            appendFileSync(process.env.CASIMIR_TALLY ?? '', `${result.law}\t${result.draws}\n`)
          return result
        },
      }
    },
  }
})
