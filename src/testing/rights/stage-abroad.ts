import { cork, ITEM } from '../abroad.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'

/** Mai looks after Cork, Idrissa has offered to; Samir proposed one item that waits, and one that Mai published and was asked about. */
export type AtHome = {
  readonly atHome: {
    readonly cork: string
    readonly proposed: string
    readonly published: string
    readonly withdrawn: string
    readonly hidden: string
    readonly remark: string
    readonly mai: string
    readonly idrissa: string
    readonly csv: string
  }
}

const WORDS = { reason: 'So it is.', language: 'en' }

export async function stageAbroad(hub: Hub, { Mai, Idrissa, Samir }: Callers): Promise<AtHome> {
  const place = await cork(hub)
  await callAs(hub, Mai.actor)('abroad.ask-stewardship', { place, words: 'I live there.' })
  await doAsHub(hub, 'abroad.appoint-steward', { place, person: Mai.actor.person })
  await callAs(hub, Idrissa.actor)('abroad.ask-stewardship', { place, words: 'I live there.' })
  const [mai, samir] = [callAs(hub, Mai.actor), callAs(hub, Samir.actor)]
  const propose = async (title: string): Promise<string> =>
    (await samir<{ id: string }>('abroad.propose-item', { sending: hub.runner.outside.uuid(), place, ...ITEM, title })).id
  const [proposed, published, withdrawn, hidden] = [
    await propose('One'),
    await propose('Two'),
    await propose('Three'),
    await propose('Four'),
  ]
  for (const item of [published, withdrawn, hidden]) await mai('abroad.publish-item', { item })
  await mai('abroad.withdraw-item', { item: withdrawn, ...WORDS })
  await doAsHub(hub, 'abroad.hide-item', { item: hidden, rule: 'no-advert' })
  await mai('abroad.correct-item', { item: published, ...ITEM, title: 'Two, corrected' })
  await samir('abroad.write-translation', { item: published, language: 'fr', title: 'Deux', text: 'Le mardi.' })
  await hub.db.updateTable('abroad_link').set({ moved_to: 'https://papers.example.org/new' }).where('item_id', '=', published).execute()
  const sent = { sending: hub.runner.outside.uuid(), item: published, sort: 'wrong', words: '', language: 'en' }
  const { id: remark } = await doAsHub<{ id: string }>(hub, 'abroad.send-remark', sent)
  const csv = `place,kind,language,title,text,links,telephone,for\r\n${place},help,en,New,Words.,,,\r\n`
  const [maiPerson, idrissaPerson] = [Mai.actor.person ?? '', Idrissa.actor.person ?? '']
  return { atHome: { cork: place, proposed, published, withdrawn, hidden, remark, mai: maiPerson, idrissa: idrissaPerson, csv } }
}
