/** Runs presets and writes what they gave into docs: `npm run presets [NAME ..]`, or `npm run presets none` to write the pages anew from the data. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PresetData } from './PresetData.ts'
import { MARKS, presetBlock } from './presetBlock.ts'
import { readPreset } from './readPreset.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const pageOf = (name: string): string => join(root, `docs/presets/${name}.md`)
const dataOf = (name: string): string => join(root, `docs/data/presets/${name}.json`)

const writePage = (name: string): void => {
  const data: PresetData = JSON.parse(readFileSync(dataOf(name), 'utf8'))
  const [head = '', rest = ''] = readFileSync(pageOf(name), 'utf8').split(MARKS[0])
  writeFileSync(pageOf(name), `${head}${presetBlock(data)}${rest.split(MARKS[1])[1] ?? '\n'}`)
}

/** Runs a preset and keeps its data and the figures that its page shows. */
const measure = (name: string): void => {
  const folder = mkdtempSync(join(tmpdir(), `casimir-${name}-`))
  try {
    const out = join(folder, 'result')
    const began = Date.now()
    const run = spawnSync(
      process.execPath,
      [join(root, 'packages/cli/bin/casimir.mjs'), 'compare', name, '--out', out, '--json'],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 2 ** 30 },
    )
    if (run.status !== 0 && run.status !== 1) throw new Error(`${name}: exit code ${run.status}`)
    console.error(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`)
    for (const path of ['docs/data/presets', 'docs/figures/presets']) mkdirSync(join(root, path), { recursive: true })
    writeFileSync(dataOf(name), `${JSON.stringify(readPreset(name, out, run.stdout), null, 1)}\n`)
    const page = readFileSync(pageOf(name), 'utf8')
    for (const file of readdirSync(out))
      if (page.includes(`${name}-${file})`))
        copyFileSync(join(out, file), join(root, `docs/figures/presets/${name}-${file}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const all = readdirSync(join(root, 'packages/cli/presets')).map((file) => file.replace('.yaml', ''))
const asked = process.argv.slice(2)
for (const name of asked.length === 0 ? all : asked.filter((one) => one !== 'none')) measure(name)
for (const name of asked.length === 0 || asked.includes('none') ? all : asked) writePage(name)
