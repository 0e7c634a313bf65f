import type { Child } from 'hono/jsx'
import type { Page } from '../../../web/page.ts'
import type { Speaker } from '../queries/shapes.ts'
import type { SharedSureness } from '../queries/sureness.ts'
import { groupName, GroupSign } from './group-mark.tsx'
import { GroupBars, GroupShares, OpinionBar, type Opinions } from './opinion-bar.tsx'
import { StatementLine } from './statement-line.tsx'
import { SureOfShared } from './sureness.tsx'

export type ResultStatement = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly speaker: Speaker
  readonly meta: boolean
  readonly counts: Opinions
  readonly groups: readonly (Opinions & { readonly id: string })[]
}
export type WithSide = ResultStatement & { readonly side: 'agree' | 'disagree' }

type Of = { readonly page: Page; readonly slug: string }

/** So many stand open; the others are one press away. */
const FIRST = 4
const FIRST_OWN = 3

type ListProps<Item> = {
  readonly page: Page
  readonly items: readonly Item[]
  readonly first: number
  readonly draw: (item: Item) => Child
}

function Folded<Item>({ page, items, first, draw }: ListProps<Item>) {
  const [open, rest] = [items.slice(0, first), items.slice(first)]
  return (
    <>
      <Rows items={open} draw={draw} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{page.say('needs.rest', { count: rest.length })}</summary>
          <Rows items={rest} draw={draw} />
        </details>
      )}
    </>
  )
}

function Rows<Item>({ items, draw }: Pick<ListProps<Item>, 'items' | 'draw'>) {
  if (items.length === 0) return null
  return (
    <ul class="rows">
      {items.map((item) => (
        <li>{draw(item)}</li>
      ))}
    </ul>
  )
}

/** Every group's answers in full. */
function EachGroup({ page: { say }, statement, summary }: { page: Page; statement: ResultStatement; summary: string }) {
  return (
    <details>
      <summary>{summary}</summary>
      <GroupBars say={say} groups={statement.groups.map((group) => ({ ...group, name: groupName(say, group.id) }))} />
    </details>
  )
}

type CommonProps = Of & {
  readonly grouped: boolean
  readonly shared: readonly WithSide[]
  readonly sure: Readonly<Record<number, SharedSureness | null>>
  readonly needVotes: number
}

/** What all groups share; where there are no groups, what most people share. */
export function Common({ page, slug, grouped, shared, sure, needVotes }: CommonProps) {
  const { say } = page
  return (
    <section id="shared">
      <h2>{say('result.common')}</h2>
      {shared.length === 0 ? (
        <p class="empty">{say(grouped ? 'result.common.none' : 'result.majority.none')}</p>
      ) : (
        <p>
          {say(grouped ? 'result.common.what' : 'result.majority.what')} {grouped ? say('sure.shared.what') : null}
        </p>
      )}
      <Folded
        page={page}
        items={shared}
        first={FIRST}
        draw={(statement) => (
          <>
            <StatementLine page={page} slug={slug} statement={statement} side={statement.side} />
            <OpinionBar say={say} {...statement.counts} label={statement.groups.length < 2 ? undefined : say('result.everybody')} />
            <SureOfShared page={page} side={statement.side} sure={sure[statement.number] ?? null} />
            {statement.groups.length < 2 ? null : <EachGroup page={page} statement={statement} summary={say('result.by-group')} />}
          </>
        )}
      />
      {needVotes === 0 || !grouped ? null : (
        <p class="quiet">
          <a href="#needs">{say('result.need-votes', { count: needVotes })}</a>
        </p>
      )}
    </section>
  )
}

export function Divisive({ page, slug, statements }: Of & { statements: readonly ResultStatement[] }) {
  const { say } = page
  return (
    <section id="divides">
      <h2>{say('result.divisive')}</h2>
      {statements.length === 0 ? (
        <p class="empty">{say('result.divisive.none')}</p>
      ) : (
        <p>
          {say('result.divisive.what')} {say('shares.what')}
        </p>
      )}
      <Folded
        page={page}
        items={statements}
        first={FIRST}
        draw={(statement) => (
          <>
            <StatementLine page={page} slug={slug} statement={statement} />
            <GroupShares say={say} groups={statement.groups} />
            <EachGroup page={page} statement={statement} summary={say('result.all-answers')} />
          </>
        )}
      />
    </section>
  )
}

export type Words = { readonly group: string; readonly small: boolean; readonly statements: readonly WithSide[] }

/** `order`: ids of the groups that are drawn, in the order that gives each its mark. */
export function OwnWords({ page, slug, words, order }: Of & { words: readonly Words[]; order: readonly string[] }) {
  const { say } = page
  if (words.length === 0) return null
  return (
    <section id="words">
      <h2>{say('result.own-words')}</h2>
      <p>{say('result.own-words.what')}</p>
      {words.map(({ group, small, statements }) => (
        <section class="card">
          <h3>
            {order.includes(group) ? <GroupSign index={order.indexOf(group)} /> : null} {groupName(say, group)}
          </h3>
          {small ? <p class="quiet">{say('result.own-words.small')}</p> : null}
          <Folded
            page={page}
            items={statements}
            first={FIRST_OWN}
            draw={(statement) => <StatementLine page={page} slug={slug} statement={statement} side={statement.side} />}
          />
        </section>
      ))}
    </section>
  )
}
