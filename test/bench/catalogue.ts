// Measures every row of the catalogue and writes the table into docs/integrators.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalogue } from '../support/catalogue.ts'
import { catalogueTable, TABLE } from '../support/catalogueTable.ts'
import { measureRow } from '../support/measureRow.ts'

const page = fileURLToPath(new URL('../../docs/integrators.md', import.meta.url))
const table = catalogueTable(catalogue.map((row) => ({ row, figures: measureRow(row) })))
const text = readFileSync(page, 'utf8')
if (!TABLE.test(text)) throw new Error('docs/integrators.md has no place marked for the table.')
writeFileSync(page, text.replace(TABLE, `<!-- catalogue -->\n${table}<!-- /catalogue -->`))
process.stdout.write(table)
