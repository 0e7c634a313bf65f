import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { isCountry } from '#countries'
import { countryName } from '../../../web/countries.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { beginMeeting } from '../commands/begin-meeting.ts'
import { enterSheet } from '../commands/enter-sheet.ts'
import { makeEntryLink, withdrawEntryLink } from '../commands/make-entry-link.ts'
import { undoSheet } from '../commands/undo-sheet.ts'
import { withdrawMeeting } from '../commands/withdraw-meeting.ts'
import { mayEnter, mayGiveLink } from '../policy.ts'
import { readSheets } from '../queries/kit.ts'
import {
  entryToken,
  linkBehind,
  meetingListOf,
  readLinks,
  readMeetings,
  readMeetingSheets,
  type EntryLink,
  type Meeting,
} from '../queries/meetings.ts'
import { openAmong } from '../queries/sheet-facts.ts'
import { readStatements } from '../queries/statement-list.ts'
import { no } from '../refusals.ts'
import { CHOICES, phaseOf, type Choice } from '../rules.ts'
import { EntryPage, SheetPage, type EntryProps, type MeetingValues } from '../views/entry.tsx'
import { KitPage } from '../views/kit.tsx'
import { MeetingPage, MeetingsPage } from '../views/meetings.tsx'
import { besideFields, fromHomeTime, toHomeTime } from './form-values.ts'
import { dialogueAt, type At } from './title.ts'

/** Taking part on paper: what is printed, where its sheets are typed in, and where that came from. */
export function kitPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues/:dialogue/kit', (c) => drawKit(c, kit))
  app.get('/dialogues/:dialogue/meetings', (c) => drawMeetings(c, kit))
  app.get('/dialogues/:dialogue/meetings/:meeting', (c) => drawMeeting(c, kit))
  // By an office, and by a link that the convener gave.
  for (const base of ['/dialogues/:dialogue/kit/entry', '/dialogues/:dialogue/kit/entry/by/:link']) {
    app.get(base, (c) => drawEntry(c, kit))
    app.post(`${base}/meetings`, (c) => begin(c, kit))
    app.get(`${base}/meetings/:meeting`, (c) => drawSheet(c, kit))
    app.post(`${base}/meetings/:meeting/sheets`, (c) => enter(c, kit))
    app.post(`${base}/meetings/:meeting/undoing`, (c) => undo(c, kit))
    app.post(`${base}/meetings/:meeting/withdrawal`, (c) => withdraw(c, kit))
  }
  app.post('/dialogues/:dialogue/kit/links', (c) => giveLink(c, kit))
  app.post('/dialogues/:dialogue/kit/links/:link/withdrawal', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    const input = { dialogue: dialogue.id, link: c.req.param('link') }
    await perform(kit.runner, withdrawEntryLink, input, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/kit/entry#links`)
  })
  return app
}

async function drawKit(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue, title } = await dialogueAt(c, kit)
  const bodies = await organisations.bodyCards(kit.runner.db, [dialogue.bodyId], page.say.locale)
  const country = c.req.query('for')
  return c.html(
    <KitPage
      page={page}
      slug={dialogue.slug}
      title={title}
      sheets={await readSheets(kit.runner.db, dialogue.id)}
      body={bodies.get(dialogue.bodyId) ?? null}
      closesAt={dialogue.closesAt}
      answerBy={dialogue.answerBy}
      participation={dialogue.participation}
      publication={dialogue.publication}
      mayAdd={dialogue.mayAdd}
      open={phaseOf(dialogue, page.now) === 'open'}
      livingIn={country !== undefined && isCountry(country) ? countryName(page.say.locale, country) : null}
      mayEnter={mayEnter({ dialogue, link: undefined }, page.now).ok}
    />,
  )
}

async function drawMeetings(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue, title } = await dialogueAt(c, kit)
  const list = await meetingListOf(kit.runner.db, dialogue, page.actor)
  return c.html(<MeetingsPage page={page} slug={dialogue.slug} title={title} {...list} />)
}

async function drawMeeting(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue, title } = await dialogueAt(c, kit)
  const list = await meetingListOf(kit.runner.db, dialogue, page.actor)
  const number = numberIn(c)
  const meeting = list.meetings.find((one) => one.number === number) ?? refuse(no('meeting.missing'))
  const path = `/dialogues/${dialogue.slug}/meetings/${number}`
  const shown = { sort: 'meeting', scope: dialogue.id, subject: String(number), path, toAuthor: false }
  const sections = meeting.title === null ? [] : await kit.thingSections(page, shown)
  return c.html(<MeetingPage page={page} slug={dialogue.slug} title={title} meeting={meeting} sections={sections} />)
}

function numberIn(c: PageContext): number {
  const text = c.req.param('meeting') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(no('meeting.missing'))
}

/** Who types in here, and by which right; whoever may not is told why, and whoever may sees drafts of nothing else. */
type Entering = At & { readonly token: string | undefined; readonly link: EntryLink | null | undefined; readonly base: string }

async function entering(c: PageContext, kit: Kit): Promise<Entering> {
  const at = await dialogueAt(c, kit)
  const token = c.req.param('link')
  const { db, outside } = kit.runner
  const link = token === undefined ? undefined : await linkBehind(db, outside.keys, { dialogueId: at.dialogue.id, token })
  // The address is the right to type in.
  if (token !== undefined) c.header('cache-control', 'private, no-store')
  const base = `/dialogues/${at.dialogue.slug}/kit/entry${token === undefined ? '' : `/by/${token}`}`
  return { ...at, token, link, base }
}

type EntryShown = { readonly problem?: Problem; readonly values?: MeetingValues; readonly given?: NonNullable<EntryProps['given']> }

async function drawEntry(c: PageContext, kit: Kit, { problem, values, given }: EntryShown = {}): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const at = await entering(c, kit)
  const { dialogue, link } = at
  demand(mayEnter({ dialogue, link }, page.now))
  const mayGive = link === undefined && mayGiveLink(dialogue, page.now).ok
  const meetings = (await readMeetings(db, dialogue.id)).filter((one) => !one.withdrawn && (link === undefined || one.link === link?.id))
  return c.html(
    <EntryPage
      {...{ page, slug: dialogue.slug, base: at.base, title: at.title, problem, meetings, mayGive }}
      values={values ?? (await freshMeeting(c, kit, dialogue.id))}
      link={link == null ? null : { givenTo: link.givenTo, left: Math.max(0, link.quota - link.used), endsAt: link.endsAt }}
      links={mayGive ? await linksShown(c, kit, at) : []}
      given={given ?? null}
    />,
  )
}

/** The sheets as they would be printed now; whoever has older ones types their codes. */
async function freshMeeting(c: PageContext, kit: Kit, dialogueId: string): Promise<MeetingValues> {
  const { now, homeZone } = c.var.page
  const codes = (await readSheets(kit.runner.db, dialogueId)).map(({ code }) => code).join(' ')
  return { key: kit.runner.outside.uuid(), title: '', heldOn: toHomeTime(now, homeZone).slice(0, 10), place: '', people: '', codes }
}

async function linksShown(c: PageContext, kit: Kit, { dialogue }: At): Promise<EntryProps['links']> {
  const { page } = c.var
  const links = await readLinks(kit.runner.db, dialogue.id)
  return links.map(({ id, givenTo, quota, used, endsAt, withdrawn }) => {
    const over = withdrawn || endsAt <= page.now
    const path = `/dialogues/${dialogue.slug}/kit/entry/by/${entryToken(kit.runner.outside.keys, dialogue.id, id)}`
    return { id, givenTo, quota, used, endsAt, address: over ? null : address(page, path) }
  })
}

async function giveLink(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue } = await dialogueAt(c, kit)
  const form = await readForm(c)
  const given = { givenTo: form.text('givenTo'), quota: form.text('quota'), endsAt: form.text('endsAt') }
  const input = { dialogue: dialogue.id, ...given, endsAt: fromHomeTime(given.endsAt, page.homeZone) }
  return attempt(c, () => perform(kit.runner, makeEntryLink, input, page.actor), {
    done: () => goTo(c, `/dialogues/${dialogue.slug}/kit/entry#links`),
    redraw: (problem) => drawEntry(c, kit, { problem, given }),
  })
}

async function begin(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue, token, base } = await entering(c, kit)
  const form = await readForm(c)
  const text = (name: string) => form.text(name)
  const values = { title: text('title'), heldOn: text('heldOn'), place: text('place'), people: text('people'), codes: text('codes') }
  const codes = values.codes.split(/[\s,;،]+/).filter((code) => code !== '')
  const asked = { dialogue: dialogue.id, link: token, key: text('key'), ...values, codes, language: page.say.locale }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, beginMeeting, { ...asked, consent: form.checked('consent') }, page.actor)
    },
    {
      done: ({ number }) => goTo(c, `${base}/meetings/${number}`),
      redraw: (problem) => drawEntry(c, kit, { problem: besideFields(problem), values: { ...values, key: text('key') } }),
    },
  )
}

type SheetShown = { readonly problem?: Problem; readonly form?: Form }

async function drawSheet(c: PageContext, kit: Kit, { problem, form }: SheetShown = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const at = await entering(c, kit)
  const { dialogue, link } = at
  demand(mayEnter({ dialogue, link }, page.now))
  const meeting = await ownMeeting(c, kit, at)
  const open = await openAmong(db, dialogue.id, meeting.statements)
  const rows = new Map((await readStatements(db, dialogue.id, { numbers: [...open] })).map((row) => [row.number, row]))
  const last = (await readMeetingSheets(db, dialogue.id, meeting.number)).find(({ undone }) => !undone)
  const told = c.req.query('told')
  const languages = [...new Set([...dialogue.languages, ...page.locales])]
  return c.html(
    <SheetPage
      {...{ page, slug: dialogue.slug, base: at.base, title: at.title, problem, meeting, languages, mayAdd: dialogue.mayAdd }}
      sheetKey={form?.text('key') ?? outside.uuid()}
      statements={meeting.statements.flatMap((number) => {
        const row = rows.get(number)
        return row === undefined ? [] : [{ number, text: row.text, language: row.language, choice: choiceIn(form, number) }]
      })}
      dropped={meeting.statements.length - open.size}
      values={{ text: form?.text('text') ?? '', language: form?.text('language') ?? dialogue.languages[0] ?? page.say.locale }}
      last={last ?? null}
      told={told === 'entered' || told === 'undone' ? told : null}
    />,
  )
}

async function ownMeeting(c: PageContext, kit: Kit, { dialogue, link }: Entering): Promise<Meeting> {
  const [meeting] = await readMeetings(kit.runner.db, dialogue.id, numberIn(c))
  if (meeting === undefined || meeting.withdrawn || (link !== undefined && meeting.link !== link?.id)) return refuse(no('meeting.missing'))
  return meeting
}

function choiceIn(form: Form | undefined, number: number): Choice | null {
  const text = form?.text(`answer-${number}`) ?? ''
  return CHOICES.find((choice) => choice === text) ?? null
}

async function enter(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const at = await entering(c, kit)
  const form = await readForm(c)
  const [meeting] = await readMeetings(kit.runner.db, at.dialogue.id, numberIn(c))
  const answers = (meeting?.statements ?? []).flatMap((statement) => {
    const choice = choiceIn(form, statement)
    return choice === null ? [] : [{ statement, choice }]
  })
  const text = form.text('text')
  const input = {
    ...{ dialogue: at.dialogue.id, meeting: numberIn(c), link: at.token, key: form.text('key'), answers },
    statements: text === '' ? [] : [{ text, language: form.text('language') }],
    anyway: form.checked('anyway'),
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, enterSheet, input, page.actor)
    },
    {
      done: () => goTo(c, `${at.base}/meetings/${numberIn(c)}?told=entered`),
      redraw: (problem) => drawSheet(c, kit, { problem: asText(problem), form }),
    },
  )
}

/** The fault of what somebody wrote (`statements.0.text`) stands beside its field. */
function asText(problem: Problem): Problem {
  return { ...problem, fields: new Map([...problem.fields].map(([path, sentence]) => [path.split('.').at(-1) ?? path, sentence])) }
}

async function undo(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, token, base } = await entering(c, kit)
  const form = await readForm(c)
  const input = { dialogue: dialogue.id, meeting: numberIn(c), link: token, key: form.text('key') }
  await perform(kit.runner, undoSheet, input, c.var.page.actor)
  return goTo(c, `${base}/meetings/${numberIn(c)}?told=undone`)
}

async function withdraw(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, token, base } = await entering(c, kit)
  const input = { dialogue: dialogue.id, meeting: numberIn(c), link: token }
  await perform(kit.runner, withdrawMeeting, input, c.var.page.actor)
  return goTo(c, phaseOf(dialogue, c.var.page.now) === 'open' ? base : `/dialogues/${dialogue.slug}/moderation`)
}
