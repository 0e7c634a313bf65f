import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, Refused, refuse } from '../../../core/refused.ts'
import { statusOf } from '../../../web/answer.tsx'
import { countryName } from '../../../web/countries.ts'
import { readCookie, writeCookie } from '../../../web/cookies.ts'
import { attempt, problemOf, readForm, sayWhen, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, href, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { OF_ANOTHER, ownMark, WAITING } from '../../../web/waiting.tsx'
import { organisations } from '../../organisations/index.ts'
import { addStatement } from '../commands/add-statement.ts'
import { castVote } from '../commands/cast-vote.ts'
import { joinDialogue } from '../commands/join-dialogue.ts'
import { mayAddStatement, mayTakePart } from '../policy.ts'
import type { Dialogue, Participant } from '../queries/dialogue-facts.ts'
import { myPart, readMyPart, whoTakesPart } from '../queries/my-part.ts'
import { ownCountry } from '../queries/coverage.ts'
import { voiceHolds, voiceOf } from '../queries/own-voices.ts'
import { ownVotes } from '../queries/own-votes.ts'
import { speakerOfVoice, withSpeakers } from '../queries/speakers.ts'
import { serveNext } from '../queries/routing.ts'
import { noteServing } from '../queries/serving-log.ts'
import { readStatements } from '../queries/statement-list.ts'
import { questionsOf } from '../queries/words.ts'
import { no } from '../refusals.ts'
import { choiceOf, isSealed } from '../rules.ts'
import { MyPart } from '../views/my-part.tsx'
import { StatementCard, type StatementCardProps } from '../views/statement-card.tsx'
import { Card, TakePartPage, type AddProps } from '../views/take-part-page.tsx'
import { labelled } from './labelled.tsx'
import { dialogueAt, statementAt, type At } from './title.ts'

/** The longest that browsers keep a cookie; each visit of the private link begins it anew. */
const GUEST_DAYS = 400

/** Voting, adding a statement, coming back: with an account, or with a cookie of this dialogue alone. */
export function takingPartPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/dialogues/:dialogue/participation', (c) => join(c, kit))
  app.get('/dialogues/:dialogue/take-part', async (c) => drawCardPage(c, kit, await dialogueAt(c, kit)))
  app.post('/dialogues/:dialogue/statements/:statement/vote', (c) => vote(c, kit))
  app.post('/dialogues/:dialogue/statements', (c) => add(c, kit))
  app.get('/dialogues/:dialogue/my-part', (c) => drawMyPart(c, kit))
  app.get('/dialogues/:dialogue/return/:key', (c) => comeBack(c, kit))
  return app
}

async function join(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  await kit.limits.spend('take-part', c.var.visitor)
  const joined = await perform(kit.runner, joinDialogue, { dialogue: dialogue.id }, c.var.page.actor)
  if (joined.key === null) keepGuestAnew(c, kit, dialogue.id)
  else keepGuest(c, kit, { dialogueId: dialogue.id, signed: joined.key })
  return goTo(c, `/dialogues/${dialogue.slug}/take-part`)
}

function keepGuest(c: PageContext, kit: Kit, { dialogueId, signed }: { dialogueId: string; signed: string }): void {
  writeCookie(c, `guest-${dialogueId}`, signed, { secure: kit.secureCookies, days: GUEST_DAYS })
}

/** After a deed of theirs: a cookie that was signed with a secret that has been replaced is signed with the one in use. */
function keepGuestAnew(c: PageContext, kit: Kit, dialogueId: string): void {
  const held = readCookie(c, `guest-${dialogueId}`, kit.secureCookies)
  const key = held === undefined ? null : c.var.page.actor.guestKey(dialogueId)
  if (key === null) return
  const signed = kit.runner.outside.keys.sign(`guest/${dialogueId}`, key)
  if (signed !== held) keepGuest(c, kit, { dialogueId, signed })
}

/** The private link: whoever holds it is that participant. The key is checked against the dialogue before it is kept. */
async function comeBack(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  const signed = c.req.param('key') ?? ''
  const key = kit.runner.outside.keys.verify(`guest/${dialogue.id}`, signed)
  const actor = { ...c.var.page.actor, guestKey: () => key }
  if (key === null || (await whoTakesPart(kit.runner.db, dialogue.id, { actor, outside: kit.runner.outside })) === null)
    return refuse(no('participation.missing'))
  // Signed by the secret in use, also where the link is older.
  keepGuest(c, kit, { dialogueId: dialogue.id, signed: kit.runner.outside.keys.sign(`guest/${dialogue.id}`, key) })
  return goTo(c, `/dialogues/${dialogue.slug}/my-part`)
}

type Showing = {
  readonly except?: number
  readonly problem?: Problem
  readonly values?: AddProps['values']
  readonly sending?: string | undefined
  readonly added?: 'waiting' | 'published' | null
}

/** Without a participant there is nothing to vote with: back to the page that says what taking part means. */
async function drawCardPage(c: PageContext, kit: Kit, at: At, showing: Showing = {}): Promise<Response> {
  const { page } = c.var
  const { dialogue, title } = at
  const { db, outside } = kit.runner
  demand(mayTakePart(dialogue, page.now))
  const participant = await whoTakesPart(db, dialogue.id, { actor: page.actor, outside })
  if (participant === null) return goTo(c, `/dialogues/${dialogue.slug}`)
  // Taken out by a moderator: the page of their part says why.
  if (participant.removedFor !== null) return goTo(c, `/dialogues/${dialogue.slug}/my-part`)
  if (c.req.header('x-part') === 'ahead') return drawAhead(c, kit, { dialogue, participant })
  const next = await nextCard(c, kit, { dialogue, participant, ...showing })
  const shared = next.card === null ? (await readMyPart(db, dialogue.id, participant)).shared : null
  if (c.req.header('x-part') === 'card') {
    c.header('x-part', 'card')
    return c.html(
      await labelled(
        { kit, page: page, dialogue: dialogue.id },
        <Card page={page} slug={dialogue.slug} card={next.card} progress={next.progress} shared={shared} />,
      ),
    )
  }
  const added = showing.added ?? addedBefore(c)
  const adding = await addProps(c, kit, { dialogue, participant, ...showing, added })
  return c.html(
    await labelled(
      { kit, page: page, dialogue: dialogue.id },
      <TakePartPage
        page={page}
        slug={dialogue.slug}
        title={title}
        card={next.card}
        progress={next.progress}
        shared={shared}
        add={adding}
        own={ownMark(outside.keys, page.actor, { dialogue: dialogue.id, participant: participant.number })}
      />,
    ),
  )
}

const addedBefore = (c: PageContext): 'waiting' | 'published' | null => {
  const added = c.req.query('added')
  return added === 'waiting' || added === 'published' ? added : null
}

type Deciding = Showing & { readonly dialogue: Dialogue; readonly participant: Participant }

/** So many cards an open page has in hand, the one that it shows among them. */
const AHEAD = 11

/**
 * The cards that would follow one another if each were answered, for an open page that may lose its connection: by the very chances, group and number
 * of answers that decide without it. None is noted as served: whether it will be seen nobody knows, and what is answered of them is left
 * out of the corrected shares, as any answer without a serving is.
 */
async function drawAhead(c: PageContext, kit: Kit, { dialogue, participant }: Pick<Deciding, 'dialogue' | 'participant'>) {
  const { page } = c.var
  const { db } = kit.runner
  const mine = await ownVotes(db, dialogue.id, participant.number)
  const seen = mine.map((one) => one.statement)
  const cards: StatementCardProps[] = []
  while (cards.length < AHEAD) {
    const { statement, speakers, answered, total } = await serveNext(db, dialogue, {
      ...{ participant: participant.number, seen: [...seen], now: page.now },
    })
    if (statement === null || seen.includes(statement.number)) break
    seen.push(statement.number)
    const [spoken] = await withSpeakers(db, dialogue, [statement], page.actor, speakers)
    const action = href(page, `/dialogues/${dialogue.slug}/statements/${statement.number}/vote`)
    if (spoken !== undefined) cards.push({ say: page.say, page, statement: spoken, action, progress: { answered, total }, previous: null })
  }
  c.header('x-part', 'ahead')
  const drawn = (
    <>
      {cards.map((card) => (
        <StatementCard {...card} />
      ))}
    </>
  )
  return c.html(await labelled({ kit, page, dialogue: dialogue.id }, drawn))
}

/** The statement that the address asks for (to change an answer), else the next one. */
async function nextCard(c: PageContext, kit: Kit, { dialogue, participant, except }: Deciding) {
  const { page } = c.var
  const { db } = kit.runner
  const wanted = /^\d{1,9}$/.exec(c.req.query('statement') ?? '')?.[0]
  const mine = await ownVotes(db, dialogue.id, participant.number)
  const seen = mine.map((one) => one.statement)
  const served = await serveNext(db, dialogue, { participant: participant.number, seen, except, now: page.now })
  const progress = { answered: served.answered, total: served.total }
  const [asked] =
    wanted === undefined || except !== undefined
      ? []
      : await readStatements(db, dialogue.id, { status: 'published', numbers: [Number(wanted)] })
  if (asked === undefined) noteServing(served.serving)
  const statement = asked ?? served.statement
  if (statement === null) return { card: null, progress }
  const current = mine.find((one) => one.statement === statement.number)
  const earlier = current === undefined ? mine[0] : mine[mine.indexOf(current) + 1]
  const path = `/dialogues/${dialogue.slug}`
  const [spoken] = await withSpeakers(db, dialogue, [statement], page.actor, asked === undefined ? served.speakers : undefined)
  if (spoken === undefined) return { card: null, progress }
  const card: StatementCardProps = {
    say: page.say,
    page,
    statement: spoken,
    action: href(page, `${path}/statements/${statement.number}/vote`),
    progress,
    previous: earlier === undefined ? null : href(page, `${path}/take-part?statement=${earlier.statement}`),
    choice: current === undefined ? null : choiceOf(current.value),
    important: current?.important ?? false,
  }
  return { card, progress }
}

async function vote(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  const form = await readForm(c)
  const statement = statementAt(c)
  const input = { dialogue: at.dialogue.id, statement, choice: form.text('choice'), important: form.checked('important') }
  if (c.req.header('x-part') === WAITING) {
    return takeWaiting(c, kit, at, async () => {
      await perform(kit.runner, castVote, { ...input, waited: Number(form.text('waited')) }, c.var.page.actor)
      return ''
    })
  }
  await perform(kit.runner, castVote, input, c.var.page.actor)
  keepGuestAnew(c, kit, at.dialogue.id)
  if (c.req.header('x-part') === 'card') return drawCardPage(c, kit, at, { except: statement })
  return goTo(c, `/dialogues/${at.dialogue.slug}/take-part#statement`)
}

/**
 * What waited on a device: a word whether it was taken, and nothing for anybody but whoever wrote it. A page may be open still while somebody else has signed
 * in beside it, or nobody is signed in any more.
 */
async function takeWaiting(c: PageContext, kit: Kit, { dialogue }: At, deed: () => Promise<string>): Promise<Response> {
  const { actor, say } = c.var.page
  const { db, outside } = kit.runner
  const participant = await whoTakesPart(db, dialogue.id, { actor, outside })
  const own = participant === null ? null : ownMark(outside.keys, actor, { dialogue: dialogue.id, participant: participant.number })
  if (own === null || c.req.header('x-own') !== own) {
    c.header('x-part', OF_ANOTHER)
    return c.json({ sentence: '' }, 409)
  }
  c.header('x-part', WAITING)
  try {
    const sentence = await deed()
    keepGuestAnew(c, kit, dialogue.id)
    return c.json({ sentence })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    sayWhen(c, error)
    const { code, kind } = error.refusal
    const { sentence, fields } = problemOf(error, say)
    return c.json({ sentence: [sentence, ...fields.values()].join(' ') }, statusOf(code, kind))
  }
}

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const at = await dialogueAt(c, kit)
  const form = await readForm(c)
  const values = { text: form.text('text'), language: form.text('language'), question: form.text('question') }
  const sending = form.optional('sending')
  const run = async () => {
    await kit.limits.spend('write', c.var.visitor)
    const question = form.optional('question')
    const asked = { dialogue: at.dialogue.id, ...values, question: question ?? null, sending }
    const added = await perform(kit.runner, addStatement, asked, c.var.page.actor)
    keepGuestAnew(c, kit, at.dialogue.id)
    return added
  }
  if (c.req.header('x-part') === WAITING) {
    return takeWaiting(c, kit, at, async () => c.var.page.say(`add.done.${(await run()).status}`))
  }
  return attempt(c, run, {
    done: ({ status }) => goTo(c, `/dialogues/${at.dialogue.slug}/take-part?added=${status}#add`),
    redraw: (problem) => drawCardPage(c, kit, at, { problem, values, sending }),
  })
}

async function addProps(
  c: PageContext,
  kit: Kit,
  { dialogue, participant, problem, values, sending, added = null }: Deciding,
): Promise<AddProps> {
  const { page } = c.var
  const own =
    participant.author === null ? [] : await readStatements(kit.runner.db, dialogue.id, { author: participant.author, status: 'waiting' })
  const voice = await voiceOf(kit.runner.db, dialogue.id, participant.author)
  const holds = await voiceHolds(kit.runner.db, voice, page.actor)
  const questions = await questionsOf(kit.runner.db, dialogue, page.say.locale)
  const language = dialogue.languages.includes(page.say.locale) ? page.say.locale : (dialogue.languages[0] ?? page.say.locale)
  return {
    may: mayAddStatement(
      {
        dialogue,
        participant: participant.number,
        removedFor: participant.removedFor,
        waiting: own.length,
        known: false,
        voiceHolds: holds,
      },
      page.now,
    ),
    languages: [...new Set([...dialogue.languages, ...page.locales])],
    questions: questions.map(({ number, text }) => ({ number, text })),
    moderation: dialogue.moderation,
    values: values ?? { text: '', language, question: '' },
    sending: sending ?? kit.runner.outside.uuid(),
    problem,
    added,
    speaker: await speakerOfVoice(kit.runner.db, voice, page.actor),
  }
}

/** Whom to ask, for somebody whose votes were taken out. */
async function bodyOf(kit: Kit, { bodyId }: Dialogue, locale: string) {
  return (await organisations.bodyCards(kit.runner.db, [bodyId], locale)).get(bodyId) ?? null
}

type Own = { readonly number: number }

async function ownSections(kit: Kit, page: Page, { id, slug }: Dialogue, statements: readonly Own[]) {
  const drawn = statements.map(async ({ number }) => {
    const thing = { sort: 'statement', scope: id, subject: String(number), path: `/dialogues/${slug}/statements/${number}` }
    return [number, await kit.thingSections(page, { ...thing, toAuthor: true })] as const
  })
  return new Map(await Promise.all(drawn))
}

const ownReceipts = async (kit: Kit, page: Page, { id, slug }: Dialogue) =>
  kit.thingSections(page, { sort: 'votes', scope: id, subject: id, path: `/dialogues/${slug}/my-part`, toAuthor: true })

/** As who they speak, and where they said that they live. */
async function ownChoices({ runner: { db, outside } }: Kit, { actor, say }: Page, { id }: Dialogue) {
  const participant = await whoTakesPart(db, id, { actor, outside })
  const country = participant === null ? null : await ownCountry(db, outside.keys, { dialogueId: id, participant: participant.number })
  return {
    speaker: await speakerOfVoice(db, await voiceOf(db, id, participant?.author ?? null), actor),
    country: country === null ? null : countryName(say.locale, country),
  }
}

async function drawMyPart(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { dialogue, title } = await dialogueAt(c, kit)
  const mine = await ask(kit.runner, myPart, { dialogue: dialogue.id }, page.actor).catch((error: unknown) => {
    if (error instanceof Refused && error.refusal.code === 'participation.missing') return null
    throw error
  })
  if (mine === null) return goTo(c, `/dialogues/${dialogue.slug}`)
  const own = await whoTakesPart(kit.runner.db, dialogue.id, { actor: page.actor, outside: kit.runner.outside })
  const signed = readCookie(c, `guest-${dialogue.id}`, kit.secureCookies)
  // It holds the private link.
  c.header('cache-control', 'private, no-store')
  const isGuest = signed !== undefined && page.actor.guestKey(dialogue.id) !== null
  return c.html(
    <MyPart
      page={page}
      slug={dialogue.slug}
      title={title}
      {...mine}
      sealed={isSealed(dialogue)}
      privateLink={isGuest ? address(page, `/dialogues/${dialogue.slug}/return/${signed}`) : null}
      answerBy={dialogue.answerBy}
      own={own === null ? null : ownMark(kit.runner.outside.keys, page.actor, { dialogue: dialogue.id, participant: own.number })}
      mayChange={mine.removedFor === null && mayTakePart(dialogue, page.now).ok}
      sections={await ownSections(kit, page, dialogue, mine.statements)}
      receipts={await ownReceipts(kit, page, dialogue)}
      {...await ownChoices(kit, page, dialogue)}
      body={mine.removedFor === null ? null : await bodyOf(kit, dialogue, page.say.locale)}
    />,
  )
}
