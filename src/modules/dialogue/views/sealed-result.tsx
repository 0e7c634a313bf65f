import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Absence } from '../queries/absence.ts'
import type { Coverage } from '../queries/coverage.ts'
import { CoverageSection } from './coverage.tsx'
import { CheckSection, Files, PassOn, type CheckedStep } from './check-section.tsx'
import { groupLetter, groupName, GroupSign } from './group-mark.tsx'
import { OnPaper } from './meetings.tsx'
import { NewResult } from './new-result.tsx'
import { RemovedSentence, type RemovalCount } from './removed-sentence.tsx'
import { SealedCountsTable, SealedTable, type SealedStatementShown } from './sealed-counts.tsx'
import { StatementLine } from './statement-line.tsx'

type WithSide = SealedStatementShown & { readonly side: 'agree' | 'disagree' }

export type SealedResultProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly open: boolean
  readonly result: {
    readonly computedAt: Date
    readonly certificate: string
    readonly result: {
      readonly stage: 'open' | 'closed'
      readonly participants: number | null
      readonly groups: readonly { readonly id: string; readonly size: number }[]
      readonly others: number
      readonly noGroups: string | null
    }
    readonly common: readonly WithSide[]
    readonly divisive: readonly SealedStatementShown[]
    readonly ownWords: readonly { readonly group: string; readonly statements: readonly WithSide[] }[]
    readonly all: readonly SealedStatementShown[]
  }
  readonly removed: readonly RemovalCount[]
  readonly onPaper: number | null
  /** The sums as they are signed; null: not yet. */
  readonly step: CheckedStep | null
  readonly coverage: Coverage | null
  readonly absence: Absence | null
}

/** The result of a dialogue that publishes sums only. It is the same for whoever reads it. */
export function SealedResultPage(props: SealedResultProps) {
  const { page, slug, title, result, open } = props
  const { say } = page
  const path = `/dialogues/${slug}`
  const { participants, stage } = result.result
  const inShort = participants === null ? say('result.too-few') : say(`sealed.in-short.${stage}`, { participants })
  return (
    <Layout
      page={page}
      title={say('result.title-of', { title: title.text })}
      description={inShort}
      picture={{ path: `${path}/card.png`, alt: title.text }}
      scripts={open ? ['live.js', 'copy.js', 'times.js'] : ['copy.js', 'times.js']}
      width="wide"
    >
      <p class="crumb">
        <a href={href(page, path)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('result.title')}</h1>
      <p class="lead">{inShort}</p>
      <p class="quiet">
        {say('result.computed')} <Day page={page} at={result.computedAt} />
      </p>
      <p class="note">{say('sealed.why')}</p>
      {stage === 'open' ? <p class="quiet">{say('sealed.steps')}</p> : null}
      {props.removed.length === 0 ? null : (
        <p class="quiet">
          <RemovedSentence page={page} removed={props.removed} />
        </p>
      )}
      <OnPaper page={page} slug={slug} onPaper={props.onPaper} participants={participants} />
      {open ? <NewResult page={page} slug={slug} /> : null}
      {stage === 'open' ? null : <Lists {...props} />}
      <section>
        <h2>{say('result.all')}</h2>
        <SealedTable page={page} slug={slug} stage={stage} statements={result.all} />
      </section>
      <CoverageSection page={page} slug={slug} coverage={props.coverage} absence={props.absence} live={open} />
      <Check {...props} />
      <PassOn page={page} path={`${path}/result`} />
    </Layout>
  )
}

function Lists({ page, slug, result }: SealedResultProps) {
  const { say } = page
  const { groups, others, noGroups } = result.result
  const words = result.ownWords.filter(({ statements }) => statements.length > 0)
  return (
    <>
      <section>
        <h2>{say('result.landscape')}</h2>
        {groups.length === 0 ? (
          <p class="empty">{say(noGroups === null ? 'sealed.no-groups' : `result.no-groups.${noGroups}`)}</p>
        ) : (
          <ul class="plain">
            {groups.map(({ id, size }, i) => (
              <li>
                <GroupSign index={i} /> {say('sealed.group', { group: groupLetter(say, id), count: size })}
              </li>
            ))}
            {others === 0 ? null : <li>{say('sealed.rest', { count: others })}</li>}
          </ul>
        )}
      </section>
      <section>
        <h2>{say('result.common')}</h2>
        {result.common.length === 0 ? (
          <p class="empty">{say('sealed.none')}</p>
        ) : (
          <p>{say(groups.length === 0 ? 'sealed.common.everybody' : 'sealed.common.groups')}</p>
        )}
        <Rows page={page} slug={slug} statements={result.common} />
      </section>
      <section>
        <h2>{say('result.divisive')}</h2>
        {result.divisive.length === 0 ? <p class="empty">{say('sealed.none')}</p> : <p>{say('result.divisive.what')}</p>}
        <Rows page={page} slug={slug} statements={result.divisive} />
      </section>
      {words.length === 0 ? null : (
        <section>
          <h2>{say('result.own-words')}</h2>
          <p>{say('result.own-words.what')}</p>
          {words.map(({ group, statements }) => (
            <section class="card">
              <h3>
                <GroupSign index={groups.findIndex(({ id }) => id === group)} /> {groupName(say, group)}
              </h3>
              <Rows page={page} slug={slug} statements={statements} />
            </section>
          ))}
        </section>
      )}
    </>
  )
}

type RowsProps = {
  readonly page: Page
  readonly slug: string
  readonly statements: readonly (SealedStatementShown & { readonly side?: 'agree' | 'disagree' })[]
}

function Rows({ page, slug, statements }: RowsProps) {
  return (
    <ul class="rows">
      {statements.map((statement) => (
        <li>
          <StatementLine page={page} slug={slug} statement={statement} side={statement.side} />
          <SealedCountsTable page={page} stage="closed" statement={statement} />
        </li>
      ))}
    </ul>
  )
}

function Check({ page, slug, step, open }: SealedResultProps) {
  const { say } = page
  const path = `/dialogues/${slug}`
  return (
    <section class="card">
      <h2>{say('result.check')}</h2>
      <p>
        {say('sealed.check')} <a href={href(page, `${path}/method`)}>{say('result.method')}</a>
      </p>
      <CheckSection page={page} path={`${path}/result`} step={step} live={open} sealed />
      <Files page={page} path={path} files={['comments.csv', 'summary.csv']} />
    </section>
  )
}
