import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import type { Receiver } from '../../../core/receiver.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { correctLine } from '../commands/correct-line.ts'
import { discardTranscript } from '../commands/discard-transcript.ts'
import { fileTable } from '../commands/file-table.ts'
import { importTranscript } from '../commands/import-transcript.ts'
import { markExtract } from '../commands/mark-extract.ts'
import { publishTranscript } from '../commands/publish-transcript.ts'
import { withdrawExtract } from '../commands/withdraw-extract.ts'
import { withdrawTable } from '../commands/withdraw-table.ts'
import { mayRecord } from '../policy.ts'
import type { Floor } from '../queries/floor-facts.ts'
import { placesFor } from '../queries/places.ts'
import { readExtracts, readLines, readPuts, readTables, readTranscripts } from '../queries/records.ts'
import { no } from '../refusals.ts'
import { RapporteurPage, type ImportValues, type RapporteurProps, type TableValues } from '../views/rapporteur-page.tsx'
import { TranscriptPage, type LineValues } from '../views/transcript-page.tsx'
import { AT, done, floorHere, frameOf, idHere } from './where.ts'

type Desk = { readonly kit: Kit; readonly receivers: readonly Receiver[] }
type Filled = Pick<RapporteurProps, 'problem' | 'faulty'> & { readonly table?: TableValues; readonly importing?: ImportValues }

/** For whoever keeps the record of the session. */
export function recordingPages(kit: Kit, receivers: readonly Receiver[]): Hono<Env> {
  const desk: Desk = { kit, receivers }
  const app = new Hono<Env>()
  app.get(`${AT}/rapporteur`, async (c) => drawDesk(c, desk, await floorHere(c, kit)))
  app.get(`${AT}/transcripts/:transcript`, async (c) => drawTranscript(c, kit, await floorHere(c, kit)))
  app.post(`${AT}/tables`, (c) => enterTable(c, desk))
  app.post(`${AT}/tables/:table/withdrawal`, (c) =>
    keep(c, desk, (session) => perform(kit.runner, withdrawTable, { session, table: idHere(c, 'table') }, c.var.page.actor)),
  )
  app.post(`${AT}/transcripts`, (c) => putIn(c, desk))
  app.post(`${AT}/transcripts/:transcript/publication`, (c) =>
    keep(c, desk, (session) => perform(kit.runner, publishTranscript, { session, transcript: idHere(c, 'transcript') }, c.var.page.actor)),
  )
  app.post(`${AT}/transcripts/:transcript/discarding`, (c) =>
    keep(c, desk, (session) => perform(kit.runner, discardTranscript, { session, transcript: idHere(c, 'transcript') }, c.var.page.actor)),
  )
  app.post(`${AT}/transcripts/:transcript/lines/:position`, (c) =>
    line(c, kit, {
      of: 'line',
      run(at, form) {
        const input = { ...at, text: form.text('text'), speaker: form.optional('speaker') ?? null, label: form.optional('label') ?? null }
        return perform(kit.runner, correctLine, input, c.var.page.actor)
      },
    }),
  )
  app.post(`${AT}/transcripts/:transcript/lines/:position/extract`, (c) =>
    line(c, kit, {
      of: 'extract',
      run(at, form) {
        const input = { ...at, id: form.text('id'), text: form.text('text'), guiding: form.optional('guiding') ?? null }
        return perform(kit.runner, markExtract, input, c.var.page.actor)
      },
    }),
  )
  app.post(`${AT}/extracts/:extract/withdrawal`, (c) =>
    keep(c, desk, (session) => perform(kit.runner, withdrawExtract, { session, extract: idHere(c, 'extract') }, c.var.page.actor)),
  )
  return app
}

async function keep(c: PageContext, desk: Desk, deed: (session: string) => Promise<unknown>): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  return done(c, () => deed(floor.session.id), {
    path: `${floor.session.path}/floor/rapporteur?done=kept`,
    redraw: (problem) => drawDesk(c, desk, floor, { problem }),
  })
}

async function enterTable(c: PageContext, desk: Desk): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  const form = await readForm(c)
  const { guiding } = await frameOf(desk.kit, c, floor)
  const under = [...guiding.map(({ number }) => number), null]
  const table: TableValues = {
    ...{ id: form.text('id'), number: form.text('number'), sat: form.text('sat'), facilitator: form.text('facilitator') },
    ...{ language: form.text('language'), texts: under.map((number) => form.text(`under-${number ?? 'none'}`)) },
  }
  const texts = table.texts.flatMap((text, at) => (text === '' ? [] : [{ guiding: under[at] ?? null, text }]))
  const input = { session: floor.session.id, ...table, facilitator: table.facilitator || null, texts }
  return done(c, () => perform(desk.kit.runner, fileTable, input, c.var.page.actor), {
    path: `${floor.session.path}/floor/rapporteur?done=kept#tables`,
    redraw: (problem) => drawDesk(c, desk, floor, { table, problem, faulty: 'table' }),
  })
}

async function putIn(c: PageContext, desk: Desk): Promise<Response> {
  const floor = await floorHere(c, desk.kit)
  const form = await readForm(c)
  const importing: ImportValues = {
    ...{ id: form.text('id'), block: form.text('block'), language: form.text('language'), source: form.text('source') },
  }
  const input = { session: floor.session.id, ...importing, block: importing.block || null }
  return done(c, () => perform(desk.kit.runner, importTranscript, input, c.var.page.actor), {
    path: `${floor.session.path}/floor/transcripts/${importing.id}`,
    redraw: (problem) => drawDesk(c, desk, floor, { importing, problem, faulty: 'transcript' }),
  })
}

type LineAt = { readonly session: string; readonly transcript: string; readonly position: string }

type LineDeed = { readonly of: LineValues['of']; run(at: LineAt, form: Form): Promise<unknown> }

const valuesIn = (form: Form) => Object.fromEntries(['text', 'speaker', 'label', 'guiding'].map((name) => [name, form.text(name)]))

async function line(c: PageContext, kit: Kit, { of, run }: LineDeed): Promise<Response> {
  const floor = await floorHere(c, kit)
  const form = await readForm(c)
  const at = { session: floor.session.id, transcript: idHere(c, 'transcript'), position: c.req.param('position') ?? '' }
  return done(c, () => run(at, form), {
    path: `${floor.session.path}/floor/transcripts/${at.transcript}#line-${at.position}`,
    redraw: (problem) => drawTranscript(c, kit, floor, { open: Number(at.position), of, values: valuesIn(form), problem }),
  })
}

async function drawDesk(c: PageContext, { kit, receivers }: Desk, floor: Floor, filled: Filled = {}): Promise<Response> {
  const { page } = c.var
  const { session, standing } = floor
  demand(mayRecord(page.actor, standing))
  const { db, outside } = kit.runner
  const { blocks, guiding } = await frameOf(kit, c, floor)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <RapporteurPage
      page={page}
      session={session}
      leads={standing.leads}
      blocks={blocks}
      guiding={guiding}
      tables={await readTables(db, session.id)}
      transcripts={await readTranscripts(db, session.id, true)}
      extracts={await readExtracts(db, session.id, blocks)}
      puts={await readPuts(db, session.id)}
      places={standing.leads ? await placesFor(db, receivers, session.id, page.actor) : []}
      freshId={() => outside.uuid()}
      table={filled.table ?? { id: outside.uuid(), number: '', sat: '', facilitator: '', language: '', texts: [] }}
      importing={filled.importing ?? { id: outside.uuid(), block: '', language: '', source: '' }}
      done={c.req.query('done') === 'kept'}
      problem={filled.problem}
      faulty={filled.faulty}
    />,
  )
}

type Opened = LineValues & { readonly open: number; readonly problem: Problem }

async function drawTranscript(c: PageContext, kit: Kit, floor: Floor, opened?: Opened): Promise<Response> {
  const { page } = c.var
  const { session, standing } = floor
  const { db, outside } = kit.runner
  const { blocks, guiding } = await frameOf(kit, c, floor)
  const wanted = idHere(c, 'transcript')
  const transcript = (await readTranscripts(db, session.id, standing.records)).find(({ id }) => id === wanted)
  if (transcript === undefined) return refuse(no('transcript.missing'))
  const asked = c.req.query('line')
  return c.html(
    <TranscriptPage
      page={page}
      session={session}
      transcript={transcript}
      blocks={blocks}
      guiding={guiding}
      lines={await readLines(db, { session: session.id, transcript: wanted, blocks })}
      extracts={(await readExtracts(db, session.id, blocks)).filter(({ transcript: of }) => of === wanted)}
      records={standing.records}
      open={opened?.open ?? (asked !== undefined && /^\d{1,6}$/.test(asked) ? Number(asked) : null)}
      freshId={outside.uuid()}
      written={opened}
      problem={opened?.problem}
    />,
  )
}
