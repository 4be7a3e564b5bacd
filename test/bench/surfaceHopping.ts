/** Surface hopping on Tully's simple avoided crossing at fixed momentum, by time step: `npm run surface-hopping` writes docs/surface-hopping.md and its data. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HoppingRow } from '../support/hoppingPage.ts'
import { hoppingBlock, hoppingRow, momenta, steps, withBlock } from '../support/hoppingPage.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const PARTICLES = 20_000

const rows: HoppingRow[] = []
for (const dt of steps)
  for (const k of momenta) {
    const row = await hoppingRow(k, dt, PARTICLES)
    console.error(`k = ${k}, dt = ${dt}: ${row.upper.toFixed(4)} +- ${row.error.toFixed(4)}`)
    rows.push(row)
  }
writeFileSync(
  join(root, 'docs/data/surface-hopping.json'),
  `${JSON.stringify({ particles: PARTICLES, rows }, null, 1)}\n`,
)
const page = join(root, 'docs/surface-hopping.md')
writeFileSync(page, withBlock(readFileSync(page, 'utf8'), hoppingBlock(PARTICLES, rows)))
