import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { sendReport } from '../commands/send-report.ts'
import { mayReport } from '../policy.ts'
import { hiddenOnes, reportsOf } from '../queries/body-reports.ts'
import { commitmentCards, type BodyName, type Card } from '../queries/cards.ts'
import { selectCommitments } from '../queries/facts.ts'
import { indicatorsOf } from '../queries/parts.ts'
import { reportVersions } from '../queries/reports.ts'
import { no } from '../refusals.ts'
import { dayOf, quartersOf, reportDue } from '../rules.ts'
import type { Values } from '../views/forms.tsx'
import { ReportPage, ReportsPage, WritePage } from '../views/reports.tsx'
import { bodyIn, keepPrivate, languagesFor, numberIn, orNull, quarterIn, type Room } from './place.ts'

const OF_BODY = '/commitments/reports/:body'

/** The action reports of a body: public, with one form for all of its commitments. */
export function reportPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  const { db } = room.kit.runner
  app.get(OF_BODY, async (c) => {
    const { page } = c.var
    const body = await bodyIn(c, room)
    if (page.actor.account !== null) keepPrivate(c)
    const standing = await organisations.standingOf(db, body.id, page.actor.person)
    const reports = await reportsOf(db, body.id, page.now)
    return c.html(<ReportsPage page={page} body={body} reports={reports} mayReport={mayReport(page.actor, standing).ok} />)
  })
  app.get(`${OF_BODY}/:quarter`, (c) => drawReport(c, room))
  app.get(`${OF_BODY}/:quarter/write`, async (c) => {
    const writing = await entering(c, room)
    return drawForm(c, { writing, values: { language: c.var.page.say.locale } })
  })
  app.post(`${OF_BODY}/:quarter/write`, (c) => takeReport(c, room))
  return app
}

async function drawReport(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { db } = room.kit.runner
  const [body, quarter] = [await bodyIn(c, room), quarterIn(c)]
  const versions = await reportVersions(db, body.id, quarter)
  const owed = (await reportsOf(db, body.id, page.now)).find((one) => one.quarter === quarter)
  if (versions.length === 0 && owed === undefined) return refuse(no('commitment.report-missing'))
  const hidden = await hiddenOnes(db, body.id)
  const ids = [...new Set(versions.flatMap(({ lines }) => lines.map(({ commitment }) => commitment)))].filter((id) => !hidden.has(id))
  const cards = new Map((await commitmentCards(db, { ids }, page)).map((card) => [card.id, card]))
  const shown = { page, body, quarter, owed, versions, cards, indicators: await indicatorsOf(db, ids) }
  return c.html(<ReportPage {...shown} />)
}

type Writing = {
  readonly body: BodyName
  readonly quarter: string
  readonly version: number
  readonly rows: readonly { readonly card: Card; readonly indicators: Awaited<ReturnType<typeof indicatorsOf>> }[]
}

async function entering(c: PageContext, room: Room): Promise<Writing> {
  keepPrivate(c)
  const { page } = c.var
  const { db } = room.kit.runner
  const [body, quarter] = [await bodyIn(c, room), quarterIn(c)]
  demand(mayReport(page.actor, await organisations.standingOf(db, body.id, page.actor.person)))
  const own = await selectCommitments(db).where('lead_body', '=', body.id).where('hidden_for', 'is', null).execute()
  const ids = own.filter((one) => quartersOf(one, dayOf(page.now)).includes(quarter)).map(({ id }) => id)
  if (ids.length === 0) return refuse(no('commitment.quarter-open'))
  const indicators = await indicatorsOf(db, ids)
  const cards = await commitmentCards(db, { ids }, page)
  const versions = await reportVersions(db, body.id, quarter)
  const rows = cards.map((card) => ({ card, indicators: indicators.filter(({ commitment }) => commitment === card.id) }))
  return { body, quarter, version: versions.at(-1)?.version ?? 0, rows }
}

type Shown = { readonly writing: Writing; readonly values: Values; readonly problem?: Problem }

function drawForm(c: PageContext, { writing, values, problem }: Shown): Response | Promise<Response> {
  const { page } = c.var
  const version = Number(values['version'] ?? writing.version)
  const shown = { ...writing, version, due: reportDue(writing.quarter), languages: languagesFor(page), values, problem }
  return c.html(<WritePage page={page} {...shown} />)
}

async function takeReport(c: PageContext, room: Room): Promise<Response> {
  const writing = await entering(c, room)
  const form = await readForm(c)
  const lines = writing.rows.map(({ card, indicators }, place) => {
    const at = (name: string): string => form.text(`${name}-${place}`)
    return {
      ...{ commitment: card.id, done: at('done'), evidence: orNull(at('evidence')), link: orNull(at('link')) },
      values: indicators.flatMap(({ number }) => {
        const value = at(`value-${number}`)
        return value === '' ? [] : [{ indicator: number, value: numberIn(value) }]
      }),
      ...{ dueOn: orNull(at('dueOn')), dueReason: orNull(at('dueReason')) },
    }
  })
  const names = writing.rows.flatMap(({ indicators }, place) => [
    ...['done', 'evidence', 'link', 'dueOn', 'dueReason'].map((name) => `${name}-${place}`),
    ...indicators.map(({ number }) => `value-${number}-${place}`),
  ])
  const values = Object.fromEntries([...names, 'language', 'version'].map((name) => [name, form.text(name)]))
  const { runner, limits } = room.kit
  const input = { body: writing.body.id, quarter: writing.quarter, language: values['language'], version: values['version'], lines }
  const attempted = async () => {
    await limits.spend('write', c.var.visitor)
    return perform(runner, sendReport, input, c.var.page.actor)
  }
  return attempt(c, attempted, {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawForm(c, { writing, values, problem: placed(problem) }),
  })
}

/** A fault of a line (`lines.0.done`) stands at the field of that line (`done-0`). */
function placed(problem: Problem): Problem {
  const fields = [...problem.fields].map(([field, sentence]) => {
    const [, place, name] = /^lines\.(\d+)\.(\w+)/.exec(field) ?? []
    return [place === undefined || name === undefined ? field : `${name}-${place}`, sentence] as const
  })
  return { ...problem, fields: new Map(fields) }
}
