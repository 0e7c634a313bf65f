import { Hono } from 'hono'
import { refuse } from '../../../core/refused.ts'
import type { Kit, SessionSection } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { floorOfSession, type Floor } from '../queries/floor-facts.ts'
import { sessionNumbers } from '../queries/live-numbers.ts'
import { readPolls } from '../queries/polls.ts'
import { readQuestions } from '../queries/questions.ts'
import { readExtracts, readLines, readPuts, readTables, readTranscripts } from '../queries/records.ts'
import { silentUnder, soFar } from '../queries/so-far.ts'
import { readSpeaking } from '../queries/speaking.ts'
import { writePlain, writeVtt } from '../queries/timed-text.ts'
import { no } from '../refusals.ts'
import { QuestionPage } from '../views/question-page.tsx'
import { Section } from '../views/section.tsx'
import { SoFarPage } from '../views/so-far-page.tsx'
import { TranscriptList } from '../views/transcript-page.tsx'
import { AT, floorHere, frameOf, idHere } from './where.ts'

/** What anybody may read, without an account and without a script. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/so-far`, async (c) => drawSoFar(c, kit, await floorHere(c, kit)))
  app.get(`${AT}/questions/:question`, async (c) => drawQuestion(c, kit, await floorHere(c, kit)))
  app.get(`${AT}/transcript`, async (c) => {
    const floor = await floorHere(c, kit)
    const { blocks } = await frameOf(kit, c, floor)
    const transcripts = await readTranscripts(kit.runner.db, floor.session.id, false)
    return c.html(<TranscriptList page={c.var.page} session={floor.session} transcripts={transcripts} blocks={blocks} />)
  })
  app.get(`${AT}/transcripts/:transcript/export/:file{transcript\\.(vtt|txt)}`, async (c) =>
    sendTranscript(c, kit, await floorHere(c, kit)),
  )
  return app
}

async function drawSoFar(c: PageContext, kit: Kit, floor: Floor): Promise<Response> {
  const { page } = c.var
  const { session } = floor
  const { db } = kit.runner
  const { blocks, guiding } = await frameOf(kit, c, floor)
  const questions = await readQuestions(db, { session: session.id, actor: page.actor, own: [] }, 'public')
  const extracts = await readExtracts(db, session.id, blocks)
  const tables = await readTables(db, session.id)
  const polls = await readPolls(db, { session: session.id, own: [], drafts: false })
  const puts = await readPuts(db, session.id)
  return c.html(
    <SoFarPage
      page={page}
      session={session}
      blocks={blocks}
      guiding={guiding}
      happenings={soFar({ blocks, questions, polls, puts, extracts, tables })}
      unanswered={questions.filter(({ state }) => state === 'shown' || state === 'floor')}
      silent={
        session.phase === 'closed'
          ? silentUnder(
              guiding.map(({ number }) => number),
              { questions, extracts, tables },
            )
          : []
      }
      speaking={await readSpeaking(db, { session: session.id, own: [], blocks, now: page.now })}
    />,
  )
}

async function drawQuestion(c: PageContext, kit: Kit, floor: Floor): Promise<Response> {
  const { page } = c.var
  const { session } = floor
  const { db } = kit.runner
  const all = await readQuestions(db, { session: session.id, actor: page.actor, own: [] }, 'public')
  const id = idHere(c, 'question')
  const question = all.find((one) => one.id === id)
  if (question === undefined) return refuse(no('question.missing'))
  const { guiding } = await frameOf(kit, c, floor)
  const path = `${session.path}/floor/questions/${id}`
  return c.html(
    <QuestionPage
      page={page}
      session={session}
      question={question}
      into={all.find((one) => one.id === question.mergedInto) ?? null}
      merged={all.filter(({ mergedInto }) => mergedInto === id)}
      puts={(await readPuts(db, session.id)).filter(({ questionId }) => questionId === id)}
      guiding={guiding}
      sections={await kit.thingSections(page, { sort: 'question', scope: session.id, subject: id, path, toAuthor: false })}
    />,
  )
}

/** As it is published: names of the run sheet, and no other. */
async function sendTranscript(c: PageContext, kit: Kit, floor: Floor): Promise<Response> {
  const { session, standing } = floor
  const { db } = kit.runner
  const { blocks } = await frameOf(kit, c, floor)
  const wanted = idHere(c, 'transcript')
  const transcript = (await readTranscripts(db, session.id, standing.records)).find(({ id }) => id === wanted)
  if (transcript === undefined) return refuse(no('transcript.missing'))
  const lines = await readLines(db, { session: session.id, transcript: wanted, blocks })
  const vtt = c.req.param('file') === 'transcript.vtt'
  return c.body(vtt ? writeVtt(lines, transcript.language) : writePlain(lines), 200, {
    'content-type': `${vtt ? 'text/vtt' : 'text/plain'}; charset=utf-8`,
    'content-disposition': `attachment; filename="session-${session.number}.${vtt ? 'vtt' : 'txt'}"`,
  })
}

/** On the page of the session. */
export const sessionSection: SessionSection = async (kit, page, shown) => {
  const { db } = kit.runner
  const { session, standing } = await floorOfSession(db, shown.id, page.actor)
  if (session.phase === 'draft' || session.phase === 'called-off') return null
  // Texts and names are read where they are shown: of what is still to be answered, after the end.
  const closed = session.phase === 'closed'
  const questions = closed ? await readQuestions(db, { session: session.id, actor: page.actor, own: [] }, 'public') : []
  const unanswered = questions.filter(({ state }) => state === 'shown' || state === 'floor')
  return (
    <Section
      page={page}
      session={session}
      leads={standing.leads}
      numbers={session.phase === 'before' ? null : await sessionNumbers(db, session.id)}
      unanswered={unanswered}
      guiding={unanswered.length === 0 ? [] : await gatherings.questionsOf(db, session.id, page.say.locale)}
    />
  )
}
