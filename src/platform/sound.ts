import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP3,
  MP4,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  QTFF,
  WAVE,
  WavOutputFormat,
  WEBM,
  WebMOutputFormat,
  type AudioCodec,
  type InputAudioTrack,
  type OutputFormat,
} from 'mediabunny'

/** Why a recording is not taken. */
export type SoundReason = 'unknown' | 'broken' | 'long'
export type CleanSound = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string; readonly seconds: number }
export type SoundReply = CleanSound | { readonly refused: SoundReason }

/** Of one recording. */
export const SOUND_SECONDS = 15 * 60
/** Of two milliseconds and a half each, the shortest that there are, that many make more than a quarter of an hour. */
const MOST_PACKETS = 400_000
const CUT_SECONDS = 0.5

type Form = { readonly type: string; readonly codecs: readonly AudioCodec[]; make(): OutputFormat }

/** What telephones and browsers record, each in the container that its players know. */
const FORMS: readonly Form[] = [
  { type: 'audio/mp4', codecs: ['aac'], make: () => new Mp4OutputFormat({ fastStart: 'in-memory' }) },
  { type: 'audio/mpeg', codecs: ['mp3'], make: () => new Mp3OutputFormat() },
  { type: 'audio/wav', codecs: ['pcm-s16', 'pcm-s24', 'pcm-u8', 'pcm-f32'], make: () => new WavOutputFormat() },
]
const OGG_FORM: Form = { type: 'audio/ogg', codecs: ['opus', 'vorbis'], make: () => new OggOutputFormat() }
const WEBM_FORM: Form = { type: 'audio/webm', codecs: ['opus', 'vorbis'], make: () => new WebMOutputFormat() }

const formOf = (codec: AudioCodec, from: string): Form | undefined =>
  [...FORMS, from.includes('webm') || from.includes('matroska') ? WEBM_FORM : OGG_FORM].find(({ codecs }) => codecs.includes(codec))

/**
 * Copies the sound itself, piece by piece, into a container that is made here: titles, covers, places, devices and dates stand in the old
 * container alone, and so do pictures and second tracks. Nothing is decoded, so nothing is lost of the voice.
 */
export async function cleanSound(bytes: Uint8Array<ArrayBuffer>): Promise<SoundReply> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF, WEBM, OGG, MP3, WAVE] })
  try {
    if (!(await input.canRead())) return { refused: 'unknown' }
    const track = await input.getPrimaryAudioTrack()
    const codec = track === null ? null : await track.getCodec()
    const form = codec === null ? undefined : formOf(codec, (await input.getMimeType()).toLowerCase())
    if (track === null || codec === null || form === undefined) return { refused: 'unknown' }
    return await copied(track, codec, form)
  } catch {
    // The library throws at whatever is cut short or lies about itself.
    return { refused: 'broken' }
  } finally {
    input.dispose()
  }
}

async function copied(track: InputAudioTrack, codec: AudioCodec, form: Form): Promise<SoundReply> {
  const decoderConfig = await track.getDecoderConfig()
  if (decoderConfig === null) return { refused: 'broken' }
  const target = new BufferTarget()
  const output = new Output({ format: form.make(), target })
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source)
  await output.start()
  let [first, ends, packets] = [0, 0, 0]
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packets === 0) first = packet.timestamp
    packets += 1
    const at = Math.max(0, packet.timestamp - first)
    ends = Math.max(ends, at + packet.duration)
    if (ends > SOUND_SECONDS || packets > MOST_PACKETS) {
      await output.cancel()
      return { refused: 'long' }
    }
    await source.add(packet.clone({ timestamp: at }), packets === 1 ? { decoderConfig } : undefined)
  }
  // One that says it lasts longer than what there is of it was cut short on its way.
  if (packets === 0 || (await track.computeDuration()) - first > ends + CUT_SECONDS) {
    await output.cancel()
    return { refused: 'broken' }
  }
  await output.finalize()
  return target.buffer === null
    ? { refused: 'broken' }
    : { bytes: new Uint8Array(target.buffer), type: form.type, seconds: Math.ceil(ends) }
}
