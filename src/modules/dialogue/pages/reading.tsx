import { yes } from '#base'
import { Hono } from 'hono'
import { stream, streamSSE } from 'hono/streaming'
import { ask } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { drawCard } from '../../../platform/card-picture.ts'
import { Layout } from '../../../web/layout.tsx'
import type { Kit } from '../../../web/manifest.ts'
import { address, href, type Env, type PageContext } from '../../../web/page.ts'
import { ownMark } from '../../../web/waiting.tsx'
import { organisations } from '../../organisations/index.ts'
import { mayConvene, mayModerate, mayTakePart } from '../policy.ts'
import { checkableHead } from '../queries/checkable.ts'
import { readAbsence } from '../queries/absence.ts'
import { readCoverage } from '../queries/coverage.ts'
import { readCards } from '../queries/dialogue-cards.ts'
import { historyOf, versionCounts } from '../queries/history.ts'
import { exportFacts, exportFile, isExportFile, mayExport } from '../queries/export.ts'
import { latestResult } from '../queries/latest-result.ts'
import { liveCounts } from '../queries/live-counts.ts'
import { whoTakesPart } from '../queries/my-part.ts'
import { answerOf, countsOf, readDialogue } from '../queries/overview.ts'
import { countOnPaper } from '../queries/meetings.ts'
import { participationDays } from '../queries/participation-days.ts'
import { removalCounts } from '../queries/removals.ts'
import { readResultPage } from '../queries/result-page.ts'
import { readSealedPage } from '../queries/sealed-result.ts'
import { sessionFor } from '../queries/session.ts'
import { speakerOfAnswer, withSpeakers } from '../queries/speakers.ts'
import { trailOf } from '../queries/statement-trail.ts'
import { readStatements } from '../queries/statement-list.ts'
import { questionsOf } from '../queries/words.ts'
import { no } from '../refusals.ts'
import { isSealed, phaseOf, shownCount } from '../rules.ts'
import { DialogueCards } from '../views/dialogue-cards.tsx'
import { HistoryPage } from '../views/history.tsx'
import { inShort } from '../views/in-short.ts'
import { MethodPage } from '../views/method.tsx'
import { Overview } from '../views/overview.tsx'
import { NoResult, ResultPage } from '../views/result.tsx'
import { SealedResultPage } from '../views/sealed-result.tsx'
import { StatementPage, StatementsPage } from '../views/statement-pages.tsx'
import { labelled } from './labelled.tsx'
import { dialogueAt, statementAt, type At } from './title.ts'

/** What anybody may read, without an account. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues', (c) => drawList(c, kit))
  app.get('/dialogues/:dialogue', async (c) => c.html(await drawOverview(c, kit, await dialogueAt(c, kit))))
  app.get('/dialogues/:dialogue/result', (c) => drawResult(c, kit))
  app.get('/dialogues/:dialogue/method', (c) => drawMethod(c, kit))
  app.get('/dialogues/:dialogue/statements', (c) => drawStatements(c, kit))
  app.get('/dialogues/:dialogue/statements/:statement', (c) => drawStatement(c, kit))
  app.get('/dialogues/:dialogue/history', async (c) => {
    const { dialogue, title } = await dialogueAt(c, kit)
    const texts = await historyOf(kit.runner.db, dialogue)
    return c.html(<HistoryPage page={c.var.page} slug={dialogue.slug} title={title} texts={texts} />)
  })
  app.get('/dialogues/:dialogue/live', (c) => streamCounts(c, kit))
  app.get('/dialogues/:dialogue/card.png', (c) => sendCard(c, kit))
  app.get('/dialogues/:dialogue/export/:file', (c) => sendExport(c, kit))
  return app
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { say, actor, now } = page
  const bodies = await organisations.bodiesWhere(kit.runner.db, actor.person, 'convener', say.locale)
  // A draft has no other way back to it than this list, for those who prepare it.
  const own = actor.operator ? [{}] : bodies.map(({ id }) => ({ bodyId: id }))
  const drafts = await Promise.all(own.map((of) => readCards(kit.runner.db, { actor, now }, { ...of, drafts: true })))
  const cards = [...drafts.flat(), ...(await readCards(kit.runner.db, { actor, now }, { drafts: false }))]
  const mayBegin = bodies.length > 0 || actor.operator
  return c.html(
    <Layout page={page} title={say('nav.dialogues')} description={say('dialogues.lead')} width="wide">
      <h1>{say('nav.dialogues')}</h1>
      <p class="lead">{say('dialogues.lead')}</p>
      {mayBegin ? (
        <p class="actions">
          <a class="button" href={href(page, '/dialogues/new')}>
            {say('convene.new')}
          </a>
        </p>
      ) : null}
      {cards.length === 0 ? <p class="empty">{say('dialogues.none')}</p> : <DialogueCards page={page} cards={cards} heading="h2" />}
    </Layout>,
  )
}

export async function drawOverview(c: PageContext, kit: Kit, { dialogue, words }: At, preview = false) {
  const { page } = c.var
  const { actor, now, say } = page
  const { db, outside } = kit.runner
  const read = await ask(kit.runner, readDialogue, { dialogue: dialogue.id }, actor)
  const answer = await answerOf(db, dialogue, say.locale)
  const versions = await versionCounts(db, dialogue.id)
  const participant = await whoTakesPart(db, dialogue.id, { actor, outside })
  const { id, slug } = dialogue
  const followed =
    preview || dialogue.state === 'draft' ? null : { sort: 'dialogue' as const, id, path: `/dialogues/${slug}`, name: read.title }
  return (
    <Overview
      page={page}
      card={preview ? { ...read, phase: 'open' } : read}
      background={read.background}
      questions={read.questions}
      languages={dialogue.languages}
      rules={dialogue.rules}
      participation={dialogue.participation}
      publication={dialogue.publication}
      peopleFrom={dialogue.peopleFrom}
      imported={dialogue.origin === 'polis' ? dialogue.source : undefined}
      mayTakePart={preview ? yes : mayTakePart(dialogue, now)}
      takesPart={participant !== null}
      own={participant === null ? null : ownMark(outside.keys, actor, { dialogue: dialogue.id, participant: participant.number })}
      answer={
        answer === null
          ? null
          : {
              ...answer,
              speaker: await speakerOfAnswer(db, dialogue, answer, say.locale),
              versions: versions('answer', answer.language),
            }
      }
      edited={{ at: words.writtenAt, versions: versions('words', words.language) }}
      decisions={read.decisions}
      removed={read.removed}
      onPaper={read.onPaper}
      session={await sessionFor(db, dialogue, actor)}
      counts={await countsOf(db, dialogue.id, read)}
      sections={followed === null ? [] : await kit.subjectSections(page, followed)}
      {...(followed === null ? {} : { feed: `/feeds/dialogue/${dialogue.id}`, shared: followed })}
      desk={{ convener: !preview && mayConvene(dialogue.standing).ok, moderator: !preview && mayModerate(dialogue.standing).ok }}
      preview={preview}
    />
  )
}

async function drawResult(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { dialogue, title } = await dialogueAt(c, kit)
  if (isSealed(dialogue)) return drawSealed(c, kit, { dialogue, title })
  const participant = await whoTakesPart(db, dialogue.id, { actor: page.actor, outside })
  const reading = await readResultPage(db, dialogue, { participant: participant?.number ?? null, actor: page.actor })
  if (reading.page === null) return c.html(<NoResult page={page} slug={dialogue.slug} title={title} why={reading.why} />)
  const days = await participationDays(db, dialogue)
  const coverage = await readCoverage(db, dialogue.id)
  const { participants } = reading.page.analysis
  if (participant === null) c.set('keptUnder', dialogue.id)
  return c.html(
    await labelled(
      { kit, page: page, dialogue: dialogue.id },
      <ResultPage
        page={page}
        slug={dialogue.slug}
        title={title}
        live={phaseOf(dialogue, page.now) === 'open'}
        result={reading.page}
        days={days}
        step={await checkableHead(db, dialogue.id)}
        removed={await removalCounts(db, dialogue.id)}
        onPaper={await countOnPaper(db, dialogue.id)}
        publication={dialogue.publication}
        yourGroup={reading.page.yourGroup}
        coverage={coverage}
        absence={await readAbsence(db, dialogue, { coverage, participants: shownCount(participants) })}
      />,
    ),
  )
}

/** The same for everybody: nothing of it depends on who reads, but their name in the head of the page. */
async function drawSealed(c: PageContext, kit: Kit, { dialogue, title }: Pick<At, 'dialogue' | 'title'>): Promise<Response> {
  const { page } = c.var
  const result = await readSealedPage(kit.runner.db, dialogue, page.actor)
  const open = phaseOf(dialogue, page.now) === 'open'
  if (result === null) return c.html(<NoResult page={page} slug={dialogue.slug} title={title} why={open ? 'sealed' : 'too-few'} />)
  const removed = await removalCounts(kit.runner.db, dialogue.id)
  const step = await checkableHead(kit.runner.db, dialogue.id)
  const coverage = await readCoverage(kit.runner.db, dialogue.id)
  c.set('keptUnder', dialogue.id)
  return c.html(
    await labelled(
      { kit, page: page, dialogue: dialogue.id },
      <SealedResultPage
        page={page}
        slug={dialogue.slug}
        title={title}
        open={open}
        result={result}
        removed={removed}
        onPaper={await countOnPaper(kit.runner.db, dialogue.id)}
        step={step}
        coverage={coverage}
        absence={await readAbsence(kit.runner.db, dialogue, { coverage, participants: result.result.participants })}
      />,
    ),
  )
}

async function drawMethod(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  const result = isSealed(dialogue) ? null : await latestResult(kit.runner.db, dialogue.id)
  return c.html(<MethodPage page={c.var.page} slug={dialogue.slug} title={title} facts={result?.analysis ?? null} />)
}

async function drawStatements(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  const all = await readStatements(kit.runner.db, dialogue.id, { status: 'published' })
  const wanted = (c.req.query('q') ?? '').trim().slice(0, 100)
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLocaleLowerCase('und')
  const matching = wanted === '' ? all : all.filter((statement) => plain(statement.text).includes(plain(wanted)))
  const found = await withSpeakers(kit.runner.db, dialogue, matching, c.var.page.actor)
  return c.html(
    await labelled(
      { kit, page: c.var.page, dialogue: dialogue.id },
      <StatementsPage page={c.var.page} slug={dialogue.slug} title={title} statements={found} wanted={wanted} total={all.length} />,
    ),
  )
}

async function drawStatement(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { dialogue, title } = await dialogueAt(c, kit)
  const rows = await readStatements(db, dialogue.id, { status: 'published', numbers: [statementAt(c)] })
  const [statement] = await withSpeakers(db, dialogue, rows, page.actor)
  if (statement === undefined) return refuse(no('statement.missing'))
  const { page: result } = await readResultPage(db, dialogue, { participant: null, actor: page.actor })
  const sealed = isSealed(dialogue) ? await readSealedPage(db, dialogue, page.actor) : null
  const questions = await questionsOf(db, dialogue, page.say.locale)
  return c.html(
    await labelled(
      { kit, page: page, dialogue: dialogue.id },
      <StatementPage
        page={page}
        slug={dialogue.slug}
        title={title}
        statement={statement}
        question={questions.find(({ number }) => number === statement.question)?.text ?? null}
        result={result?.all.find(({ number }) => number === statement.number) ?? null}
        sealed={
          sealed === null
            ? null
            : { stage: sealed.result.stage, statement: sealed.all.find(({ number }) => number === statement.number) ?? null }
        }
        answerBy={dialogue.origin === 'polis' ? null : dialogue.answerBy}
        answered={dialogue.state === 'answered'}
        mayVote={mayTakePart(dialogue, page.now).ok}
        trail={await trailOf(db, dialogue, statement)}
        alsoSaid={(await readStatements(db, dialogue.id, { status: 'published', mergedInto: statement.number })).map(
          ({ number }) => number,
        )}
        sections={await kit.thingSections(page, {
          ...{ sort: 'statement', scope: dialogue.id, subject: String(statement.number), toAuthor: false },
          path: `/dialogues/${dialogue.slug}/statements/${statement.number}`,
        })}
      />,
    ),
  )
}

const HEARTBEAT_MS = 25_000

/** Counts now, then whenever they change; a word now and then, so that proxies keep the line open. */
async function streamCounts(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  // Nobody would read the stream, and so nobody would ever close it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  const first = await liveCounts(kit.runner.db, dialogue.id)
  return streamSSE(c, async (events) => {
    const leave = kit.live.listen(`dialogue/${dialogue.id}`, ({ event, data }) => {
      // Of sealed votes nothing is told at the moment when somebody votes, and nothing but what was published.
      const told = !isSealed(dialogue)
        ? [[event, data] as const]
        : event === 'sums'
          ? [['counts', data] as const, ['result', {}] as const]
          : []
      for (const [name, what] of told) void events.writeSSE({ event: name, data: JSON.stringify(what) })
    })
    events.onAbort(leave)
    await events.writeSSE({ event: 'counts', data: JSON.stringify(first) })
    while (!events.aborted) {
      await events.sleep(HEARTBEAT_MS)
      await events.writeSSE({ event: 'still', data: '{}' })
    }
  })
}

async function sendCard(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { say } = page
  const { dialogue, words } = await dialogueAt(c, kit)
  const { page: result } = await readResultPage(kit.runner.db, dialogue, { participant: null, actor: page.actor })
  const line = result === null ? words.summary : inShort(say, result)
  const picture = await drawCard({ title: words.title, lines: [line], hubName: page.hubName, dir: say.dir })
  const kept = dialogue.state === 'draft' ? 'private, no-store' : 'public, max-age=300'
  return c.body(new Uint8Array(picture), 200, {
    'content-type': 'image/png',
    'cache-control': kept,
    'cross-origin-resource-policy': 'cross-origin',
  })
}

async function sendExport(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { dialogue } = await dialogueAt(c, kit)
  const file = c.req.param('file') ?? ''
  if (!isExportFile(file)) return refuse(no('export.missing'))
  const known = await exportFacts(db, dialogue, page.now)
  demand(mayExport(dialogue, file, known))
  const pieces = await exportFile(db, dialogue, file, {
    url: address(page, `/dialogues/${dialogue.slug}`),
    locale: page.say.locale,
    now: page.now,
    checkable: null,
  })
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${file}"`)
  return stream(c, async (out) => {
    for (const piece of pieces) await out.write(piece)
  })
}
