import type { Kind } from '#base'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { ShapeRow } from '../../../web/shapes.ts'
import { ScopeWords, type ListedOperation } from './guide.tsx'

export type DrawnOperation = {
  readonly operation: ListedOperation
  readonly input: readonly ShapeRow[]
  readonly output: readonly ShapeRow[]
}

const Crumb = ({ page }: { page: Page }) => (
  <p class="crumb">
    <a href={href(page, '/developers')}>{page.say('developers.title')}</a>
  </p>
)

/** Every operation of a room with what it takes and gives. */
export function OperationsPage({ page, room, operations }: { page: Page; room: string; operations: readonly DrawnOperation[] }) {
  const { say } = page
  const title = say('developers.room-title', { room })
  return (
    <Layout page={page} title={title} width="wide">
      <Crumb page={page} />
      <h1>{title}</h1>
      <p>{say('developers.english')}</p>
      <nav class="contents" aria-label={say('developers.contents')}>
        <ul lang="en" dir="ltr">
          {operations.map(({ operation: { name } }) => (
            <li>
              <a href={`#${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {operations.map((one) => (
        <OneOperation page={page} one={one} />
      ))}
    </Layout>
  )
}

function OneOperation({ page, one: { operation, input, output } }: { page: Page; one: DrawnOperation }) {
  const { say } = page
  const { name, route, summary, scope } = operation
  return (
    <section aria-labelledby={name}>
      <h2 id={name} lang="en" dir="ltr">
        {name}
      </h2>
      <p lang="en" dir="ltr">
        <code>{route}</code>
      </p>
      <p lang="en" dir="ltr">
        {summary}
      </p>
      <p class="quiet">
        <ScopeWords page={page} scope={scope} />
      </p>
      <Shape
        page={page}
        rows={input}
        title={say('developers.takes')}
        label={say('developers.takes-of', { name })}
        nothing={say('developers.takes-nothing')}
      />
      <Shape
        page={page}
        rows={output}
        title={say('developers.gives')}
        label={say('developers.gives-of', { name })}
        nothing={say('developers.gives-nothing')}
      />
    </section>
  )
}

type ShapeProps = {
  readonly page: Page
  readonly rows: readonly ShapeRow[]
  readonly title: string
  /** Tells the tables of a page apart, for whoever hears them. */
  readonly label: string
  readonly nothing: string
}

function Shape({ page, rows, title, label, nothing }: ShapeProps) {
  const { say } = page
  if (rows.length === 0) return <p>{nothing}</p>
  return (
    <details open={rows.length < 12}>
      <summary>{title}</summary>
      <div class="scroll" role="region" aria-label={label} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('developers.field')}</th>
              <th scope="col">{say('developers.type')}</th>
              <th scope="col">{say('developers.more')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <td>
                  <code dir="ltr">{row.path === '' ? say('developers.whole') : row.path}</code>
                </td>
                <td>
                  <code dir="ltr">{row.type}</code>
                </td>
                <td>{detailOf(page, row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function detailOf({ say }: Page, { required, limits }: ShapeRow): string {
  return [
    ...(required ? [] : [say('developers.optional')]),
    ...limits.map(({ sort, value }) => say(`developers.limit.${sort}`, { value: typeof value === 'number' ? say.number(value) : value })),
  ].join(' · ')
}

export type DrawnCode = { readonly code: string; readonly kind: Kind; readonly status: number; readonly sentence: string }

/** Every code with which the hub may refuse, and what it says then. */
export function CodesPage({ page, codes }: { page: Page; codes: readonly DrawnCode[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('developers.codes-title')} width="wide">
      <Crumb page={page} />
      <h1>{say('developers.codes-title')}</h1>
      <p class="lead">{say('developers.codes-lead')}</p>
      <dl class="facts">
        {codes.map(({ code, status, sentence }) => (
          <>
            <dt id={code}>
              <code dir="ltr">{code}</code> {status}
            </dt>
            <dd>{sentence}</dd>
          </>
        ))}
      </dl>
    </Layout>
  )
}
