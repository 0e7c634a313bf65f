import type { ReceivingPlace } from '../../../core/receiver.ts'
import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { Extract, Put, TableReport, Transcript } from '../queries/records.ts'
import { BlockName } from './now.tsx'
import { Frame, LanguageField, type Guiding } from './pieces.tsx'
import { PutFields, PutLink } from './queue.tsx'

export type TableValues = Readonly<Record<'id' | 'number' | 'sat' | 'facilitator' | 'language', string>> & {
  /** One for each guiding question, then one that is under none. */
  readonly texts: readonly string[]
}
export type ImportValues = Readonly<Record<'id' | 'block' | 'language' | 'source', string>>

export type RapporteurProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly leads: boolean
  readonly blocks: readonly Block[]
  readonly guiding: readonly Guiding[]
  readonly tables: readonly TableReport[]
  readonly transcripts: readonly Transcript[]
  readonly extracts: readonly Extract[]
  readonly puts: readonly Put[]
  readonly places: readonly ReceivingPlace[]
  readonly freshId: () => string
  readonly table: TableValues
  readonly importing: ImportValues
  readonly done: boolean
  readonly problem?: Problem | undefined
  readonly faulty?: 'table' | 'transcript' | undefined
}

/** For whoever keeps the record: tables on paper, transcripts, extracts. */
export function RapporteurPage(props: RapporteurProps) {
  const { page, session, problem, faulty, done } = props
  const { say } = page
  return (
    <Frame page={page} session={session} title={say('floor.rapporteur')} index={false} scripts={['times.js']}>
      <p class="lead">{say('floor.rapporteur.lead')}</p>
      <nav class="tabs" aria-label={say('floor.desks')}>
        {props.leads ? <a href={href(page, `${session.path}/floor/chair`)}>{say('floor.chair')}</a> : null}
        <a href={href(page, `${session.path}/floor/rapporteur`)} aria-current="page">
          {say('floor.rapporteur')}
        </a>
        <a href={href(page, `${session.path}/floor`)}>{say('floor.title')}</a>
      </nav>
      {done ? (
        <p class="done" role="status">
          {say('floor.done.kept')}
        </p>
      ) : null}
      <ProblemNote page={page} problem={problem} />
      <Tables {...props} problem={faulty === 'table' ? problem : undefined} />
      <Transcripts {...props} problem={faulty === 'transcript' ? problem : undefined} />
      <Extracts {...props} />
    </Frame>
  )
}

function Tables(props: RapporteurProps) {
  const { page, session, tables } = props
  const { say } = page
  return (
    <section id="tables">
      <h2>{say('floor.tables')}</h2>
      {tables.length === 0 ? <p class="empty">{say('floor.tables.none')}</p> : null}
      <ul class="rows">
        {tables.map((table) => (
          <li>
            <TableHead page={page} table={table} facilitator />
            <TableTexts page={page} table={table} guiding={props.guiding} />
            <Form page={page} action={href(page, `${session.path}/floor/tables/${table.id}/withdrawal`)}>
              <button class="plain">{say('floor.table.withdraw')}</button>
            </Form>
          </li>
        ))}
      </ul>
      <TableForm {...props} />
    </section>
  )
}

/** Provenance: which table, how many sat there, who entered it. Whoever led it is named to those who keep the record alone. */
export function TableHead({ page, table, facilitator = false }: { page: Page; table: TableReport; facilitator?: boolean }) {
  const { say } = page
  return (
    <p class="quiet">
      {say('floor.table.provenance', { number: table.number, sat: table.sat })} · {say(`floor.entered-as.${table.enteredAs}`)}
      {facilitator && table.facilitator !== null ? <> · {say('floor.table.led-by', { name: `\u2068${table.facilitator}\u2069` })}</> : null}
    </p>
  )
}

/** What a table wrote, each text under its guiding question. */
export function TableTexts({ page, table, guiding }: { page: Page; table: TableReport; guiding: readonly Guiding[] }) {
  return (
    <>
      {table.texts.map((text) => {
        const under = guiding.find(({ number }) => number === text.guiding)
        return (
          <>
            {under === undefined ? null : (
              <p>
                {page.say.number(under.number)}. <InLanguage language={under.language}>{under.text}</InLanguage>
              </p>
            )}
            <InLanguage as="blockquote" language={text.language}>
              {text.text}
            </InLanguage>
          </>
        )
      })}
    </>
  )
}

function TableForm({ page, session, guiding, table, problem }: RapporteurProps) {
  const { say } = page
  return (
    <details open={problem !== undefined || undefined}>
      <summary>
        <h3>{say('floor.table.new')}</h3>
      </summary>
      <p>{say('floor.table.how')}</p>
      <Form page={page} action={href(page, `${session.path}/floor/tables`)}>
        <input type="hidden" name="id" value={table.id} />
        <TextField
          name="number"
          label={say('floor.table.number')}
          type="number"
          min={1}
          max={1000}
          value={table.number}
          required
          problem={problem}
        />
        <TextField
          name="sat"
          label={say('floor.table.sat')}
          type="number"
          min={1}
          max={1000}
          value={table.sat}
          required
          problem={problem}
        />
        <TextField
          name="facilitator"
          label={say('floor.table.facilitator')}
          hint={say('floor.table.facilitator.hint')}
          value={table.facilitator}
          most={80}
          problem={problem}
        />
        <LanguageField page={page} session={session} value={table.language || undefined} problem={problem} id="table-language" />
        {guiding.map(({ number, text }, at) => (
          <TextArea
            name={`under-${number}`}
            label={`${say.number(number)}. ${text}`}
            value={table.texts[at] ?? ''}
            most={2000}
            rows={2}
            problem={problem}
          />
        ))}
        <TextArea
          name="under-none"
          label={say('floor.table.else')}
          value={table.texts[guiding.length] ?? ''}
          most={2000}
          rows={2}
          problem={problem}
        />
        {problem?.fields.has('texts') === true ? (
          <p class="fault" id="field-texts">
            {problem.fields.get('texts')}
          </p>
        ) : null}
        <button>{say('floor.table.enter')}</button>
      </Form>
    </details>
  )
}

function Transcripts(props: RapporteurProps) {
  const { page, session, transcripts, blocks } = props
  const { say } = page
  return (
    <section id="transcripts">
      <h2>{say('floor.transcripts')}</h2>
      {transcripts.length === 0 ? <p class="empty">{say('floor.transcripts.none')}</p> : null}
      <ul class="rows">
        {transcripts.map((transcript) => (
          <li>
            <a href={href(page, `${session.path}/floor/transcripts/${transcript.id}`)}>
              <TranscriptName page={page} transcript={transcript} blocks={blocks} />
            </a>{' '}
            <span class="quiet">
              {say('floor.lines', { count: transcript.lines })} ·{' '}
              {say(transcript.publishedAt === null ? 'floor.transcript.draft' : 'floor.transcript.public')}
            </span>
          </li>
        ))}
      </ul>
      <ImportForm {...props} />
    </section>
  )
}

type NameProps = { readonly page: Page; readonly transcript: Pick<Transcript, 'blockId' | 'language'>; readonly blocks: readonly Block[] }

export function TranscriptName({ page, transcript, blocks }: NameProps) {
  const block = blocks.find(({ id }) => id === transcript.blockId)
  return (
    <>
      {block === undefined ? page.say('floor.transcript.whole') : <BlockName page={page} block={block} />} ·{' '}
      {page.say.language(transcript.language)}
    </>
  )
}

function ImportForm({ page, session, blocks, importing, problem }: RapporteurProps) {
  const { say } = page
  const options = [
    { value: '', label: say('floor.transcript.whole') },
    ...blocks.map((block) => ({
      value: block.id,
      label: block.title === '' ? say(`floor.block.${block.sort}`) : block.title,
      lang: block.language,
    })),
  ]
  return (
    <details open={problem !== undefined || undefined}>
      <summary>
        <h3>{say('floor.transcript.new')}</h3>
      </summary>
      <p>{say('floor.transcript.how')}</p>
      <Form page={page} action={href(page, `${session.path}/floor/transcripts`)}>
        <input type="hidden" name="id" value={importing.id} />
        <SelectField name="block" label={say('floor.transcript.block')} options={options} value={importing.block} problem={problem} />
        <LanguageField page={page} session={session} value={importing.language || undefined} problem={problem} id="transcript-language" />
        <TextArea name="source" label={say('floor.transcript.source')} value={importing.source} rows={8} required problem={problem} />
        <button>{say('floor.transcript.put-in')}</button>
      </Form>
    </details>
  )
}

function Extracts({ page, session, extracts, puts, places, leads, freshId }: RapporteurProps) {
  const { say } = page
  return (
    <section id="extracts">
      <h2>{say('floor.extracts')}</h2>
      {extracts.length === 0 ? <p class="empty">{say('floor.extracts.none')}</p> : null}
      <ul class="rows">
        {extracts.map((extract) => (
          <li>
            {extract.state === 'withdrawn' ? (
              <p class="quiet">{say('floor.extract.withdrawn')}</p>
            ) : (
              <>
                <InLanguage as="blockquote" language={extract.language} class="statement">
                  {extract.text}
                </InLanguage>
                {puts
                  .filter(({ extractId }) => extractId === extract.id)
                  .map((put) => (
                    <PutLink page={page} put={put} />
                  ))}
                {leads && places.length > 0 ? (
                  <details>
                    <summary>{say('floor.put')}</summary>
                    <PutFields
                      page={page}
                      path={session.path}
                      places={places}
                      id={freshId()}
                      of={{ name: 'extract', value: extract.id }}
                      text={extract.text}
                      language={extract.language}
                    />
                  </details>
                ) : null}
                <Form page={page} action={href(page, `${session.path}/floor/extracts/${extract.id}/withdrawal`)}>
                  <button class="plain">{say('floor.extract.withdraw')}</button>
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
