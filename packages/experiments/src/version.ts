/** The version every output carries. */
export const version = '0.1.0'
