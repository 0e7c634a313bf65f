import type { Child } from 'hono/jsx'
import { Layout, InLanguage } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { Insight } from '../queries/insight.ts'
import { CheckSection, type CheckedStep } from './check-section.tsx'
import { CopyText } from './copy-text.tsx'
import { groupLetter } from './group-mark.tsx'
import { Landscape, LandscapeTable, type LandscapeGroup, type LandscapePerson } from './landscape.tsx'
import { NeedsVotes } from './needs-votes.tsx'
import { GroupBars, OpinionBar, type Opinions } from './opinion-bar.tsx'
import { ParticipationChart, type ParticipationDay } from './participation-chart.tsx'
import { RemovedSentence, type RemovalCount } from './removed-sentence.tsx'
import { Slate } from './slate.tsx'
import { StatementLine } from './statement-line.tsx'
import { Sureness, SureOfShared } from './sureness.tsx'

export type ResultStatement = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly voice: 'convener' | 'participant' | 'import'
  readonly meta: boolean
  readonly counts: Opinions
  readonly groups: readonly (Opinions & { readonly id: string })[]
}
type WithSide = ResultStatement & { readonly side: 'agree' | 'disagree' }

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
    readonly ownWords: readonly { readonly group: string; readonly small: boolean; readonly statements: readonly WithSide[] }[]
    readonly all: readonly ResultStatement[]
    readonly insight: Insight
  }
  readonly days: readonly ParticipationDay[]
  /** The result that anybody can check; null: none yet. */
  readonly step: CheckedStep | null
  readonly removed: readonly RemovalCount[]
  readonly publication: 'votes' | 'aggregates'
  readonly yourGroup: string | null
}

export function ResultPage(props: ResultProps) {
  const { page, slug, title, result, live } = props
  const { say } = page
  const path = `/dialogues/${slug}`
  const { insight } = result
  const order = result.groups.map(({ id }) => id)
  return (
    <Layout
      page={page}
      title={say('result.title-of', { title: title.text })}
      description={inShort(page, result)}
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
      <p class="lead">{inShort(page, result)}</p>
      <p class="quiet">
        {say('result.computed')} <Moment page={page} at={result.computedAt} />
      </p>
      {props.removed.length === 0 ? null : (
        <p class="quiet">
          <RemovedSentence page={page} removed={props.removed} />
        </p>
      )}
      {live ? (
        <live-counts src={href(page, `${path}/live`)}>
          <p hidden data-new-result="" role="status">
            <a href={href(page, `${path}/result`)}>{say('dialogue.new-result')}</a>
          </p>
        </live-counts>
      ) : null}
      <Where {...props} />
      <Sureness page={page} slug={slug} sureness={insight.sureness} />
      <Common {...props} />
      {hasGroups(result) ? (
        <>
          <hr class="arch" />
          <Divisive {...props} />
        </>
      ) : null}
      <OwnWords {...props} />
      {insight.slate === null ? null : <Slate page={page} slug={slug} slate={insight.slate} />}
      <NeedsVotes page={page} slug={slug} title={title} live={live} order={order} needed={insight.needed} />
      <Everything {...props} />
      <section>
        <h2>{say('result.over-time')}</h2>
        <ParticipationChart say={say} days={props.days} zone="UTC" />
      </section>
      <Check {...props} />
    </Layout>
  )
}

/** Small ones that are not drawn are groups as well. */
const hasGroups = ({ groups, smallGroups }: ResultProps['result']): boolean => groups.length + smallGroups.length > 0

/** Without groups there is no common ground between them to count. */
function inShort({ say }: Page, result: ResultProps['result']): string {
  const { participants, votes } = result.analysis
  if (!hasGroups(result)) return say('result.in-short.no-groups', { participants, votes })
  return say('result.in-short', { participants, votes, common: result.common.length })
}

const groupName = (page: Page, id: string): string => page.say('result.group', { group: groupLetter(page.say, id) })

function Where({ page, result, yourGroup }: ResultProps) {
  const { say } = page
  const groups: LandscapeGroup[] = result.groups.map((group) => ({ ...group, name: groupName(page, group.id) }))
  return (
    <section>
      <h2>{say('result.landscape')}</h2>
      {groups.length === 0 ? (
        <p class="empty">{say(`result.no-groups.${result.analysis.noGroups ?? 'small'}`)}</p>
      ) : (
        <div class="split">
          <Landscape
            say={say}
            groups={groups}
            people={result.people}
            you={result.you}
            caption={say('result.landscape.caption', { dots: result.people.length, placed: result.placed })}
          />
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

function Bars({ page, statement, children }: { page: Page; statement: ResultStatement; children?: Child }) {
  const { say } = page
  if (statement.groups.length < 2) return <OpinionBar say={say} {...statement.counts} />
  return (
    <>
      <OpinionBar say={say} {...statement.counts} label={say('result.everybody')} />
      {children}
      <details>
        <summary>{say('result.by-group')}</summary>
        <GroupBars say={say} groups={statement.groups.map((group) => ({ ...group, name: groupName(page, group.id) }))} />
      </details>
    </>
  )
}

function Common({ page, slug, result }: ResultProps) {
  const { say } = page
  const grouped = hasGroups(result)
  const shared = grouped ? result.common : result.majority
  return (
    <section>
      <h2>{say('result.common')}</h2>
      <p>
        {say(grouped ? 'result.common.what' : 'result.majority.what')} {grouped && shared.length > 0 ? say('sure.shared.what') : null}
      </p>
      {shared.length === 0 ? <p class="empty">{say(grouped ? 'result.common.none' : 'result.majority.none')}</p> : null}
      <ul class="rows">
        {shared.map((statement) => (
          <li>
            <StatementLine page={page} slug={slug} statement={statement} side={statement.side} />
            <Bars page={page} statement={statement}>
              <SureOfShared page={page} side={statement.side} sure={result.insight.shared[statement.number] ?? null} />
            </Bars>
          </li>
        ))}
      </ul>
      {result.needVotes === 0 || !grouped ? null : (
        <p class="quiet">
          <a href="#needs">{say('result.need-votes', { count: result.needVotes })}</a>
        </p>
      )}
    </section>
  )
}

function Divisive({ page, slug, result }: ResultProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('result.divisive')}</h2>
      {result.divisive.length === 0 ? <p class="empty">{say('result.divisive.none')}</p> : <p>{say('result.divisive.what')}</p>}
      <ul class="rows">
        {result.divisive.map((statement) => (
          <li>
            <StatementLine page={page} slug={slug} statement={statement} />
            <GroupBars say={say} groups={statement.groups.map((group) => ({ ...group, name: groupName(page, group.id) }))} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OwnWords({ page, slug, result }: ResultProps) {
  const { say } = page
  if (result.ownWords.length === 0) return null
  return (
    <section>
      <h2>{say('result.own-words')}</h2>
      <p>{say('result.own-words.what')}</p>
      {result.ownWords.map((words) => (
        <section class="card">
          <h3>{groupName(page, words.group)}</h3>
          {words.small ? <p class="quiet">{say('result.own-words.small')}</p> : null}
          <ul class="rows">
            {words.statements.map((statement) => (
              <li>
                <StatementLine page={page} slug={slug} statement={statement} side={statement.side} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

/** Minority views included: every published statement with its numbers, in a table that can be read and copied. */
function Everything({ page, slug, result }: ResultProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('result.all')}</h2>
      <details>
        <summary>{say('result.all.show', { count: result.all.length })}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={say('result.all')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('result.statement')}</th>
                {(['agree', 'disagree', 'pass'] as const).map((choice) => (
                  <th scope="col" class="number">
                    {say(`choice.${choice}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {result.all.map((statement) => (
                <tr>
                  <td>
                    <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>
                      <InLanguage language={statement.language}>{statement.text}</InLanguage>
                    </a>
                    {statement.meta ? <span class="quiet"> {say('statement.meta')}</span> : null}
                  </td>
                  <td class="number">{say.number(statement.counts.agrees)}</td>
                  <td class="number">{say.number(statement.counts.disagrees)}</td>
                  <td class="number">{say.number(statement.counts.passes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

/** Method, numbers, certificate, link: what somebody needs who wants to check or to pass it on. */
function Check({ page, slug, step, publication, live }: ResultProps) {
  const { say } = page
  const path = `/dialogues/${slug}`
  const files =
    publication === 'votes' ? ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] : ['comments.csv', 'summary.csv']
  return (
    <section class="card">
      <h2>{say('result.check')}</h2>
      <p>
        {say('result.check.what')} <a href={href(page, `${path}/method`)}>{say('result.method')}</a>
      </p>
      {publication === 'votes' && live ? <p>{say('result.check.steps')}</p> : null}
      <ul>
        {files.map((file) => (
          <li>
            <a href={href(page, `${path}/export/${file}`)} download>
              {say(`export.${file}`)}
            </a>{' '}
            <span class="quiet">({file})</span>
          </li>
        ))}
        <li>
          <a href={`/api${path}/result`}>{say('export.json')}</a>
        </li>
      </ul>
      <CheckSection page={page} path={`${path}/result`} step={step} live={live} />
      <h3>{say('result.share')}</h3>
      <CopyText say={say} text={address(page, `${path}/result`)} />
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
