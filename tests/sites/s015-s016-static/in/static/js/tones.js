export const tones = 4;
export default tones;
