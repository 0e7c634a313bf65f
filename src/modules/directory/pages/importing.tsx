import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { broughtText } from '../../../web/text-file.ts'
import { importEntries } from '../commands/import-entries.ts'
import { mayImport } from '../policy.ts'
import { previewOf, type Preview, type PreviewRow } from '../queries/preview.ts'
import { ALL_COLUMNS } from '../queries/table.ts'
import { tendsSome } from '../queries/tending.ts'
import { no } from '../refusals.ts'
import { BEGIN, ImportPage, SKIP } from '../views/import.tsx'

export function importingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/directory/import', async (c) => {
    await demandImporter(c, kit)
    return draw(c, { text: '', preview: null })
  })
  app.post('/directory/import', async (c) => {
    await demandImporter(c, kit)
    const form = await readForm(c)
    return attempt(c, () => broughtText(c, form, { file: 'file', field: 'table' }), {
      done: async ({ text, older }) => draw(c, { text, older, preview: await previewOf(kit.runner.db, text, c.var.page.actor) }),
      redraw: (problem) => draw(c, { text: tableIn(form), preview: null, problem }),
    })
  })
  app.post('/directory/import/rows', (c) => take(c, kit))
  return app
}

async function demandImporter(c: PageContext, kit: Kit): Promise<void> {
  const { actor } = c.var.page
  demand(mayImport(actor, await tendsSome(kit.runner.db, actor)))
}

const tableIn = (form: Form): string => form.all('table')[0] ?? ''

type Drawn = {
  readonly text: string
  /** The file was in an older form of writing. */
  readonly older?: boolean
  readonly preview: Preview | null
  readonly choices?: ReadonlyMap<number, string>
  readonly problem?: Problem
  readonly done?: { readonly begun: number; readonly changed: number }
}

function draw(c: PageContext, { text, older = false, preview, choices = new Map(), problem, done }: Drawn): Response | Promise<Response> {
  c.header('cache-control', 'private, no-store')
  return c.html(
    <ImportPage
      page={c.var.page}
      text={text}
      older={older}
      columns={ALL_COLUMNS}
      preview={preview}
      choices={choices}
      problem={problem}
      done={done ?? null}
    />,
  )
}

async function take(c: PageContext, kit: Kit): Promise<Response> {
  const { actor } = c.var.page
  await demandImporter(c, kit)
  const form = await readForm(c)
  const text = tableIn(form)
  const preview = await previewOf(kit.runner.db, text, actor)
  const choices = new Map(preview.rows.map(({ line }) => [line, form.text(`row-${line}`)]))
  const rows = preview.rows.flatMap((row) => {
    const choice = choices.get(row.line) ?? SKIP
    return choice === SKIP ? [] : [rowFrom(row, choice)]
  })
  const run = async () => (rows.length === 0 ? refuse(no('directory.nothing-chosen')) : perform(kit.runner, importEntries, { rows }, actor))
  return attempt(c, run, {
    done: (done) => draw(c, { text: '', preview: null, done }),
    redraw: (problem) => draw(c, { text, preview, choices, problem }),
  })
}

const rowFrom = ({ address, kind, name, nameLanguage, summary, languages, web, contact, entry }: PreviewRow, choice: string) => ({
  body: choice === BEGIN ? null : choice,
  begin: choice === BEGIN && kind !== null ? { kind, slug: address, language: nameLanguage, name, summary } : null,
  ...{ languages, web, contact, entry },
})
