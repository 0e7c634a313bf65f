import { Parts } from '../../../web/parts.tsx'
import { languageOptions, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Listed, Sought } from '../queries/list.ts'
import type { Card } from '../queries/shapes.ts'
import { FRESHNESS, KINDS } from '../rules.ts'
import { By, Freshness, Inline, trialsSentence } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly asked: Sought
  /** The place as the reader wrote it, or as it is called. */
  readonly where: string
  readonly whereUnknown: boolean
  readonly found: Listed
  readonly topics: readonly Option[]
  readonly signedIn: boolean
}

/** Everything that can be learnt here, by kind and by what one looks for. */
export function ListPage(props: ListProps) {
  const { page, asked, found } = props
  const { say } = page
  const bare = isBare(asked)
  return (
    <Layout page={page} title={say('library.title')} description={say('library.lead')} index={bare}>
      <h1>{say('library.title')}</h1>
      <p class="lead">{say('library.lead')}</p>
      <p class="actions">
        <a class="button" href={href(page, '/library/new')}>
          {say('library.write')}
        </a>
        <a class="button quiet" href={href(page, '/library/assists')}>
          {say('assist.title')}
        </a>
      </p>
      <nav class="tabs" aria-label={say('library.kinds')}>
        {[undefined, ...KINDS].map((kind) => (
          <a
            href={`${href(page, '/library')}${queryOf({ ...asked, kind, part: 1 })}`}
            aria-current={asked.kind === kind ? 'page' : undefined}
          >
            {say(`library.kinds.${kind ?? 'all'}`)}
          </a>
        ))}
      </nav>
      <Search {...props} open={!bare} />
      {props.whereUnknown ? <p class="problem">{say('library.where.unknown', { name: props.where })}</p> : null}
      <p class="quiet" role="status">
        {say('library.count', { count: found.count })}
      </p>
      {found.entries.length === 0 ? <p class="empty">{say(bare ? 'library.empty' : 'library.empty.search')}</p> : null}
      <ul class="rows">
        {found.entries.map((card) => (
          <Row page={page} card={card} />
        ))}
      </ul>
      <Parts
        part={{ number: found.part, of: found.parts }}
        to={(part) => `${href(page, '/library')}${queryOf({ ...asked, part })}`}
        words={{ name: say('library.parts'), before: say('library.parts.before'), after: say('library.parts.after') }}
      />
      <ul class="targets">
        {props.signedIn ? (
          <li>
            <a href={href(page, '/library/mine')}>{say('library.mine')}</a>
          </li>
        ) : null}
        <li>
          <a href={href(page, '/library/proposals')}>{say('library.proposals')}</a>
        </li>
        <li>
          <a href={href(page, '/library/export/library.json')}>{say('library.take.all')}</a>
        </li>
      </ul>
    </Layout>
  )
}

const isBare = ({ part, ...asked }: Sought): boolean => part === 1 && Object.values(asked).every((value) => value === undefined)

export function queryOf(asked: Partial<Sought>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && value !== '' && !(name === 'part' && value === 1)) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

function Search({ page, asked, where, topics, open }: ListProps & { open: boolean }) {
  const { say } = page
  const any = { value: '', label: say('library.any') }
  return (
    <details open={open}>
      <summary>{say('library.search')}</summary>
      <form method="get" action={href(page, '/library')}>
        {asked.kind === undefined ? null : <input type="hidden" name="kind" value={asked.kind} />}
        {asked.body === undefined ? null : <input type="hidden" name="body" value={asked.body} />}
        <TextField name="words" type="search" label={say('library.search.words')} value={asked.words} most={200} />
        <SelectField name="topic" label={say('library.topic')} value={asked.topic ?? ''} options={[any, ...topics]} />
        <TextField name="where" label={say('library.where')} hint={say('library.where.hint')} value={where} most={80} />
        <SelectField
          name="language"
          label={say('library.language')}
          value={asked.language ?? ''}
          options={[any, ...languageOptions(page)]}
        />
        <SelectField
          name="freshness"
          label={say('library.freshness')}
          value={asked.freshness ?? ''}
          options={[any, ...FRESHNESS.map((one) => ({ value: one, label: say(`library.freshness.${one}`) }))]}
        />
        <button>{say('library.search.do')}</button>
      </form>
    </details>
  )
}

export function Row({ page, card, heading = 'h2' }: { page: Page; card: Card; heading?: 'h2' | 'h3' }) {
  const { say } = page
  return (
    <li>
      <InLanguage as={heading} language={card.language}>
        <a href={href(page, card.path)}>{card.title}</a>
      </InLanguage>
      <InLanguage as="p" language={card.language}>
        {card.summary}
      </InLanguage>
      <p class="quiet">
        <Inline
          items={[
            say(`library.kind.${card.kind}`),
            <By page={page} of={card} />,
            ...card.places.map(({ name, path }) => <a href={href(page, path)}>{name}</a>),
          ]}
        />
      </p>
      {card.kind === 'practice' && card.state === 'published' ? <p class="quiet">{trialsSentence(page, card.trials)}</p> : null}
      <Freshness page={page} of={card} />
    </li>
  )
}
