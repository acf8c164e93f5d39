/** Complete keys that no server knows. */
export const FIRST_KEY = "exc_xrUpAhnaSUQvlAAnHPfBMPw5WHx6FW9JPRTSfB60ZrU2MhL8i";
export const SECOND_KEY = "exc_mafk0gK48tAmhyQRzENJjCN4tTcFuxXufH5xdmot9wn2dkXow";
export const THIRD_KEY = "exc_18xLKM6PGpIb3uUFwcFxMBXCVkkZuvIb20Sj2HbnNap0olNPe";
