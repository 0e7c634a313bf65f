import { Layout, InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { Moment } from '../../../web/time.tsx'
import type { Insight } from '../queries/insight.ts'
import type { Absence } from '../queries/absence.ts'
import type { Coverage } from '../queries/coverage.ts'
import { CoverageSection } from './coverage.tsx'
import { CheckSection, Files, PassOn, type CheckedStep } from './check-section.tsx'
import { CountsCells, CountsHead } from './counts-table.tsx'
import { groupLetter, groupName } from './group-mark.tsx'
import { hasGroups, inShort } from './in-short.ts'
import { Landscape, LandscapeTable, type LandscapeGroup, type LandscapePerson } from './landscape.tsx'
import { NeedsVotes } from './needs-votes.tsx'
import { OnPaper } from './meetings.tsx'
import { NewResult } from './new-result.tsx'
import { ParticipationChart, type ParticipationDay } from './participation-chart.tsx'
import { RemovedSentence, type RemovalCount } from './removed-sentence.tsx'
import { Common, Divisive, OwnWords, type ResultStatement, type WithSide, type Words } from './result-lists.tsx'
import { Slate } from './slate.tsx'
import { SpeakerWords } from './speaker.tsx'
import { Sureness } from './sureness.tsx'

export type ResultProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly live: boolean
  readonly result: {
    readonly version: number
    readonly computedAt: Date
    readonly certificate: string
    readonly analysis: {
      readonly participants: number
      readonly included: number
      readonly votes: number
      readonly noGroups: string | null
    }
    readonly groups: readonly {
      readonly id: string
      readonly size: number
      readonly hull: readonly [number, number][]
      readonly centre: [number, number]
    }[]
    readonly smallGroups: readonly string[]
    readonly people: readonly LandscapePerson[]
    readonly placed: number
    readonly you: [number, number] | null
    readonly common: readonly WithSide[]
    readonly majority: readonly WithSide[]
    readonly needVotes: number
    readonly divisive: readonly ResultStatement[]
    readonly ownWords: readonly Words[]
    readonly all: readonly ResultStatement[]
    readonly insight: Insight
  }
  readonly days: readonly ParticipationDay[]
  /** The result that anybody can check; null: none yet. */
  readonly step: CheckedStep | null
  readonly removed: readonly RemovalCount[]
  readonly onPaper: number | null
  readonly publication: 'votes' | 'aggregates'
  readonly yourGroup: string | null
  readonly coverage: Coverage | null
  readonly absence: Absence | null
}

export function ResultPage(props: ResultProps) {
  const { page, slug, title, result, live } = props
  const { say } = page
  const path = `/dialogues/${slug}`
  const { insight } = result
  const order = result.groups.map(({ id }) => id)
  const grouped = hasGroups(result)
  return (
    <Layout
      page={page}
      title={say('result.title-of', { title: title.text })}
      description={inShort(say, result)}
      picture={{ path: `${path}/card.png`, alt: title.text }}
      scripts={live ? ['live.js', 'copy.js', 'times.js'] : ['copy.js', 'times.js']}
      width="wide"
    >
      <p class="crumb">
        <a href={href(page, path)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('result.title')}</h1>
      <p class="lead">{inShort(say, result)}</p>
      <p class="quiet">
        {say('result.computed')} <Moment page={page} at={result.computedAt} />
      </p>
      {props.removed.length === 0 ? null : (
        <p class="quiet">
          <RemovedSentence page={page} removed={props.removed} />
        </p>
      )}
      <OnPaper page={page} slug={slug} onPaper={props.onPaper} participants={result.analysis.participants} />
      {live ? <NewResult page={page} slug={slug} /> : null}
      <Contents {...props} />
      <Where {...props} />
      <Sureness page={page} slug={slug} sureness={insight.sureness} />
      <Common
        page={page}
        slug={slug}
        grouped={grouped}
        shared={grouped ? result.common : result.majority}
        sure={insight.shared}
        needVotes={result.needVotes}
      />
      {grouped ? (
        <>
          <hr class="arch" />
          <Divisive page={page} slug={slug} statements={result.divisive} />
        </>
      ) : null}
      <OwnWords page={page} slug={slug} words={result.ownWords} order={order} />
      {insight.slate === null ? null : <Slate page={page} slug={slug} slate={insight.slate} />}
      <NeedsVotes page={page} slug={slug} title={title} live={live} order={order} needed={insight.needed} />
      <Everything {...props} />
      <section id="days">
        <h2>{say('result.over-time')}</h2>
        <ParticipationChart say={say} days={props.days} zone="UTC" />
      </section>
      <CoverageSection page={page} slug={slug} coverage={props.coverage} absence={props.absence} live={live} />
      <Check {...props} />
      <PassOn page={page} path={`${path}/result`} />
    </Layout>
  )
}

/** The page is long, and few read it from end to end. */
function Contents({ page: { say }, result, coverage, absence, live }: ResultProps) {
  const { slate } = result.insight
  const count = slate?.statements.length ?? 0
  const parts: readonly (readonly [id: string, title: string, here: boolean])[] = [
    ['where', say('result.landscape'), true],
    ['sure', say('sure.title'), true],
    ['shared', say('result.common'), true],
    ['divides', say('result.divisive'), hasGroups(result)],
    ['words', say('result.own-words'), result.ownWords.length > 0],
    ['slate', say('slate.title', { count }), count > 0],
    ['needs', say('needs.title'), true],
    ['all', say('result.all'), true],
    ['days', say('result.over-time'), true],
    ['coverage', say('coverage.title'), coverage !== null || absence !== null || live],
    ['check', say('result.check'), true],
  ]
  return (
    <nav class="contents" aria-label={say('result.contents')}>
      <details>
        <summary>{say('result.contents')}</summary>
        <ul class="targets">
          {parts.map(([id, title, here]) =>
            here ? (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ) : null,
          )}
        </ul>
      </details>
    </nav>
  )
}

function Where({ page, result, yourGroup }: ResultProps) {
  const { say } = page
  const groups: LandscapeGroup[] = result.groups.map((group) => ({ ...group, name: groupName(say, group.id) }))
  return (
    <section id="where">
      <h2>{say('result.landscape')}</h2>
      {groups.length === 0 ? (
        <p class="empty">{say(`result.no-groups.${result.analysis.noGroups ?? 'small'}`)}</p>
      ) : (
        <div class="split">
          <Landscape say={say} groups={groups} people={result.people} you={result.you} caption={captionOf(say, result)} />
          <div>
            {yourGroup === null ? null : <p>{say('my-part.group', { group: groupLetter(say, yourGroup) })}</p>}
            <LandscapeTable say={say} groups={groups} between={result.insight.sureness.groups?.betweenOf} />
          </div>
        </div>
      )}
      {result.smallGroups.length === 0 ? null : <p class="quiet">{say('result.small-groups', { count: result.smallGroups.length })}</p>}
    </section>
  )
}

/** Where not everybody is drawn, how many are. */
function captionOf(say: Say, { people, placed }: Pick<ResultProps['result'], 'people' | 'placed'>): string {
  const dots = people.length
  const caption = say('result.landscape.caption', { dots })
  return dots === 0 || dots === placed ? caption : `${caption} ${say('result.landscape.drawn', { dots, placed })}`
}

/** Minority views included: every published statement with its numbers, in a table that can be read and copied. */
function Everything({ page, slug, result }: ResultProps) {
  const { say } = page
  return (
    <section id="all">
      <h2>{say('result.all')}</h2>
      <details>
        <summary>{say('result.all.show', { count: result.all.length })}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={say('result.all')}>
          <table class="stacked">
            <CountsHead page={page} first={say('result.statement')} />
            <tbody>
              {result.all.map((statement) => (
                <tr>
                  <th scope="row">
                    <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>
                      <InLanguage language={statement.language}>{statement.text}</InLanguage>
                    </a>
                    {statement.meta ? <span class="quiet"> {say('statement.meta')}</span> : null}
                    <p class="quiet">
                      <SpeakerWords page={page} speaker={statement.speaker} />
                    </p>
                  </th>
                  <CountsCells page={page} counts={statement.counts} shown={say.number} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

/** Method, certificate, files: what somebody needs who wants to check. */
function Check({ page, slug, step, publication, live }: ResultProps) {
  const { say } = page
  const path = `/dialogues/${slug}`
  const files =
    publication === 'votes' ? ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] : ['comments.csv', 'summary.csv']
  return (
    <section id="check" class="card">
      <h2>{say('result.check')}</h2>
      <p>
        {say('result.check.what')} <a href={href(page, `${path}/method`)}>{say('result.method')}</a>
      </p>
      <CheckSection page={page} path={`${path}/result`} step={step} live={live} />
      <Files page={page} path={path} files={files} />
    </section>
  )
}

/** Before there is anything to show. */
export function NoResult({
  page,
  slug,
  title,
  why,
}: Pick<ResultProps, 'page' | 'slug' | 'title'> & { why: 'not-yet' | 'too-few' | 'sealed' }) {
  const { say } = page
  return (
    <Layout page={page} title={say('result.title')} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('result.title')}</h1>
      <p class="empty">{say(`result.${why}`)}</p>
      <p class="actions">
        <a class="button" href={href(page, `/dialogues/${slug}`)}>
          {say('result.back')}
        </a>
      </p>
    </Layout>
  )
}
