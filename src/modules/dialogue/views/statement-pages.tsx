import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { TextField } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Speaker } from '../queries/shapes.ts'
import type { TrailStep } from '../queries/statement-trail.ts'
import { groupName } from './group-mark.tsx'
import { LabelsOf } from './labels.tsx'
import { GroupBars, OpinionBar } from './opinion-bar.tsx'
import type { ResultStatement } from './result-lists.tsx'
import { SealedCountsTable, type SealedStatementShown } from './sealed-counts.tsx'
import { SpeakerWords } from './speaker.tsx'
import { SaidAgain } from './statement-line.tsx'
import { Trail } from './trail.tsx'

type Title = { readonly text: string; readonly language: string }
type Listed = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly speaker: Speaker
  readonly meta: boolean
  readonly mergedInto: number | null
}

export type StatementsProps = {
  readonly page: Page
  readonly slug: string
  readonly title: Title
  readonly statements: readonly Listed[]
  readonly wanted: string
  readonly total: number
}

export function StatementsPage({ page, slug, title, statements, wanted, total }: StatementsProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('statements.title')}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('statements.title')}</h1>
      <form role="search" action={href(page, `/dialogues/${slug}/statements`)}>
        <TextField name="q" label={say('statements.search')} value={wanted} type="search" />
        <p class="actions">
          <button class="quiet">{say('statements.search.do')}</button>
        </p>
      </form>
      <p class="quiet" role="status">
        {say('statements.found', { count: statements.length, total })}
      </p>
      {statements.length === 0 ? <p class="empty">{say('statements.none')}</p> : null}
      <ul class="rows">
        {statements.map((statement) => (
          <li>
            <InLanguage as="p" language={statement.language} class="statement">
              <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>{statement.text}</a>
            </InLanguage>
            <Origin page={page} statement={statement} />
            <SaidAgain page={page} slug={slug} into={statement.mergedInto} />
            <LabelsOf number={statement.number} />
          </li>
        ))}
      </ul>
    </Layout>
  )
}

/** Who speaks and in which language. */
export function Origin({ page, statement }: { page: Page; statement: Listed }) {
  const { say } = page
  return (
    <p class="quiet">
      <SpeakerWords page={page} speaker={statement.speaker} />
      {statement.language === say.locale || statement.language === 'und'
        ? null
        : ` · ${say('card.written-in', { language: say.language(statement.language) })}`}
      {statement.meta ? ` · ${say('statement.meta')}` : null}
    </p>
  )
}

const TITLE_LENGTH = 80

/** The first words, whole, for a page's title. */
const inShort = (text: string): string => (text.length <= TITLE_LENGTH ? text : `${text.slice(0, TITLE_LENGTH).replace(/\s+\S*$/, '')}…`)

export type StatementProps = {
  readonly page: Page
  readonly slug: string
  readonly title: Title
  readonly statement: Listed & { readonly createdAt: Date }
  readonly question: string | null
  readonly result: ResultStatement | null
  /** Where only sums are published and there are some. */
  readonly sealed: { readonly stage: 'open' | 'closed'; readonly statement: SealedStatementShown | null } | null
  /** Null: nobody here owes an answer (held elsewhere). */
  readonly answerBy: Date | null
  readonly answered: boolean
  readonly mayVote: boolean
  readonly trail: readonly TrailStep[]
  /** Numbers of the statements that were merged into this one. */
  readonly alsoSaid: readonly number[]
  /** What other rooms add: the way to report it. */
  readonly sections: readonly Child[]
}

/** One statement under its own address: its numbers, and by when it is answered. */
export function StatementPage(props: StatementProps) {
  const { page, slug, title, statement, result } = props
  const { say } = page
  return (
    <Layout page={page} title={inShort(statement.text)} description={statement.text}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <article class="card">
        <InLanguage as="h1" language={statement.language} class="statement">
          {statement.text}
        </InLanguage>
        <Origin page={page} statement={statement} />
        <SaidAgain page={page} slug={slug} into={statement.mergedInto} />
        {props.alsoSaid.length === 0 ? null : (
          <p class="quiet">
            {say('merge.also-said')}{' '}
            {props.alsoSaid.map((number, at) => (
              <>
                {at === 0 ? null : ' · '}
                <a href={href(page, `/dialogues/${slug}/statements/${number}`)}>{say('merge.number', { number })}</a>
              </>
            ))}
          </p>
        )}
        <LabelsOf number={statement.number} />
        {props.question === null ? null : <p class="quiet">{say('statement.question', { question: props.question })}</p>}
        {props.sealed?.statement != null ? (
          <>
            <SealedCountsTable page={page} stage={props.sealed.stage} statement={props.sealed.statement} />
            <p class="quiet">{say('sealed.why')}</p>
          </>
        ) : null}
        {result === null && props.sealed?.statement != null ? null : result === null ? (
          <p>{say('statement.no-result')}</p>
        ) : (
          <OpinionBar say={say} {...result.counts} label={say('result.everybody')} />
        )}
        {result === null || result.groups.length < 2 ? null : (
          <GroupBars say={say} groups={result.groups.map((group) => ({ ...group, name: groupName(say, group.id) }))} />
        )}
      </article>
      {props.answerBy === null ? null : (
        <p class="status">
          <strong>{props.answered ? say('statement.answered') : say('statement.answer-by')}</strong>{' '}
          {props.answered ? (
            <a href={href(page, `/dialogues/${slug}#answer`)}>{say('statement.read-answer')}</a>
          ) : (
            <Day page={page} at={props.answerBy} />
          )}
        </p>
      )}
      {props.mayVote ? (
        <p class="actions">
          <a class="button" href={href(page, `/dialogues/${slug}/take-part?statement=${statement.number}`)}>
            {say('statement.vote')}
          </a>
        </p>
      ) : null}
      <Trail page={page} path={`/dialogues/${slug}`} steps={props.trail} />
      {[...props.sections]}
    </Layout>
  )
}
