import { dayIn } from '#base'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Extract, TableReport } from '../queries/records.ts'
import type { Happening } from '../queries/so-far.ts'
import type { Speaking } from '../queries/speaking.ts'
import { answerDueAt, timeMark } from '../rules.ts'
import { BlockName, Now } from './now.tsx'
import { Answer, AskedBy, Frame, QuestionText, type Guiding } from './pieces.tsx'
import { PollCounts, PollHead } from './polls.tsx'
import { PutLink } from './queue.tsx'
import { TableHead, TableTexts } from './rapporteur-page.tsx'
import { BalanceTables } from './speaking-desk.tsx'

export type SoFarProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly blocks: readonly Block[]
  readonly guiding: readonly Guiding[]
  readonly happenings: readonly Happening[]
  /** Shown, and not answered yet. */
  readonly unanswered: readonly SeenQuestion[]
  readonly silent: readonly number[]
  readonly speaking: Speaking
}

/** For whoever comes late, and for everybody afterwards: what happened, in order. It prints, and needs no script. */
export function SoFarPage(props: SoFarProps) {
  const { page, session, happenings, silent, guiding, speaking } = props
  const { say } = page
  const quiet = guiding.filter(({ number }) => silent.includes(number))
  return (
    <Frame page={page} session={session} title={say('floor.so-far')} scripts={['times.js']}>
      <p class="lead">{say('floor.so-far.lead')}</p>
      <Now page={page} session={session} blocks={props.blocks} speaking={speaking} />
      {happenings.length === 0 ? <p class="empty">{say('floor.so-far.none')}</p> : null}
      <ol class="rows">
        {happenings.map((one, at) => (
          <li>
            <p class="quiet">
              <time datetime={one.at.toISOString()}>{timeAfter(page, one.at, { before: happenings[at - 1]?.at, zone: session.zone })}</time>
            </p>
            <Happened {...props} one={one} />
          </li>
        ))}
      </ol>
      <Unanswered {...props} />
      {quiet.length === 0 ? null : (
        <section>
          <h2>{say('floor.silent')}</h2>
          <ul>
            {quiet.map(({ number, text, language }) => (
              <li>
                {say.number(number)}. <InLanguage language={language}>{text}</InLanguage>
              </li>
            ))}
          </ul>
        </section>
      )}
      <BalanceTables page={page} speaking={speaking} />
    </Frame>
  )
}

/** The hour alone, where the day is that of what stands before it. */
function timeAfter({ say }: Page, at: Date, { before, zone }: { readonly before: Date | undefined; readonly zone: string }): string {
  return before !== undefined && dayIn(before, zone) === dayIn(at, zone) ? say.hour(at, zone) : say.moment(at, zone)
}

function Happened(props: SoFarProps & { one: Happening }) {
  const { page, session, guiding, one } = props
  const { say } = page
  switch (one.sort) {
    case 'block-begun':
    case 'block-ended':
      return (
        <p>
          <strong>
            <BlockName page={page} block={one.block} />
          </strong>{' '}
          {say(one.sort === 'block-begun' ? 'floor.block.began' : 'floor.block.ended')}
        </p>
      )
    case 'question':
      return (
        <>
          <QuestionText question={one.question} />
          <AskedBy page={page} question={one.question} guiding={guiding} />
          <Answer page={page} question={one.question} />
          <p>
            <a href={href(page, `${session.path}/floor/questions/${one.question.id}`)}>{say('floor.question.own-page')}</a>
          </p>
        </>
      )
    case 'poll':
      return (
        <>
          <PollHead page={page} poll={one.poll} />
          <PollCounts page={page} poll={one.poll} />
        </>
      )
    case 'put':
      return (
        <>
          <p>{say('floor.put.happened')}</p>
          <InLanguage as="p" language={one.put.language} class="statement">
            {one.put.text}
          </InLanguage>
          <PutLink page={page} put={one.put} />
          <p>
            <a href={href(page, `${one.put.placePath}/result`)}>{say('floor.put.result')}</a>
          </p>
        </>
      )
    case 'extract':
      return <ExtractCard page={page} session={session} extract={one.extract} />
    case 'table':
      return <TableCard page={page} table={one.table} guiding={guiding} />
  }
}

function ExtractCard({ page, session, extract }: { page: Page; session: SessionCard; extract: Extract }) {
  return (
    <figure id={`extract-${extract.id}`}>
      <InLanguage as="blockquote" language={extract.language} class="statement">
        {extract.text}
      </InLanguage>
      <figcaption class="quiet">
        {extract.speaker === null ? page.say('floor.speaker.participant') : <bdi>{extract.speaker}</bdi>} ·{' '}
        <a href={href(page, `${session.path}/floor/so-far#extract-${extract.id}`)}>{timeMark(extract.startsMs)}</a>
      </figcaption>
    </figure>
  )
}

const TableCard = ({ page, table, guiding }: { page: Page; table: TableReport; guiding: readonly Guiding[] }) => (
  <div id={`table-${table.number}`}>
    <TableHead page={page} table={table} />
    <TableTexts page={page} table={table} guiding={guiding} />
  </div>
)

/** Every question that was shown gets an answer: who owes it, and by when. */
export function Unanswered({ page, session, unanswered, guiding }: Pick<SoFarProps, 'page' | 'session' | 'unanswered' | 'guiding'>) {
  const { say } = page
  if (unanswered.length === 0) return null
  const due = session.closedAt === null ? null : answerDueAt(session.closedAt)
  return (
    <section>
      <h2>{say('floor.unanswered')}</h2>
      {due === null ? (
        <p>{say('floor.unanswered.running')}</p>
      ) : (
        <p class={due < page.now ? 'status late' : 'status'}>
          <strong>{say(due < page.now ? 'floor.unanswered.late' : 'floor.unanswered.due')}</strong> <Day page={page} at={due} />
        </p>
      )}
      <ul class="rows">
        {unanswered.map((question) => (
          <li>
            <QuestionText question={question} />
            <AskedBy page={page} question={question} guiding={guiding} />
            <p>
              <a href={href(page, `${session.path}/floor/questions/${question.id}`)}>{say('floor.question.own-page')}</a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
