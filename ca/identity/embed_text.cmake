# cmake -D INPUT=text -D OUTPUT=source.cc -D NAME=variable -P embed_text.cmake: a text file as a C++ constant.
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "namespace kepsim {\n\
extern const char ${NAME}[];\n\
const char ${NAME}[] = R\"kepsim(${text})kepsim\";\n\
}  // namespace kepsim\n")
