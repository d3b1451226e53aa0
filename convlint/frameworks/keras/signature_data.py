"""Arguments of Keras's layers and functions. Written by tools/keras_signatures.py from these versions of Keras:

2.3.1 2.6.0 2.15.0 3.0.5 3.3.3 3.6.0 3.9.2 3.12.0 3.15.1
"""

from __future__ import annotations

# names: how many arguments must come, and may come by position; the required ones; the others; `**` where any keyword is taken
SIGNATURES = """\
activations._TF_ACTIVATIONS_V2: 0 99; ; **
activations.celu activations.elu ops.celu ops.elu: 1 2; x; alpha
activations.deserialize: 1 3; ; config custom_objects name use_legacy_format
activations.exponential activations.hard_sigmoid activations.hard_silu activations.hard_swish activations.hard_tanh
  activations.linear activations.log_sigmoid activations.mish activations.selu activations.sigmoid
  activations.softplus activations.softsign activations.sparse_plus activations.sparse_sigmoid activations.swish
  activations.tanh activations.tanh_shrink ops.abs ops.absolute ops.angle ops.arccos ops.arccosh ops.arcsin
  ops.arcsinh ops.arctan ops.arctanh ops.bartlett ops.bitwise_invert ops.bitwise_not ops.blackman ops.cbrt ops.ceil
  ops.conj ops.conjugate ops.convert_to_numpy ops.copy ops.corrcoef ops.cos ops.cosh ops.deg2rad ops.det ops.dtype
  ops.eig ops.eigh ops.erf ops.erfc ops.erfinv ops.exp ops.exp2 ops.expm1 ops.fabs ops.fft ops.fft2 ops.fliplr
  ops.flipud ops.floor ops.hamming ops.hanning ops.hard_sigmoid ops.hard_silu ops.hard_swish ops.hard_tanh ops.i0
  ops.ifft2 ops.imag ops.inv ops.is_tensor ops.isfinite ops.isinf ops.isnan ops.isneginf ops.isposinf ops.isreal
  ops.log ops.log10 ops.log1p ops.log2 ops.log_sigmoid ops.logdet ops.logical_not ops.lu_factor ops.ndim ops.negative
  ops.nonzero ops.rad2deg ops.ravel ops.real ops.reciprocal ops.relu ops.relu6 ops.rsqrt ops.selu ops.shape
  ops.sigmoid ops.sign ops.signbit ops.silu ops.sin ops.sinc ops.sinh ops.size ops.slogdet ops.softplus ops.softsign
  ops.sparse_plus ops.sparse_sigmoid ops.sqrt ops.square ops.swish ops.tan ops.tanh ops.tanh_shrink ops.trunc
  ops.view_as_complex ops.view_as_real: 1 1; x;
activations.gelu ops.gelu: 1 2; x; approximate
activations.get losses.get: 1 1; identifier;
activations.glu activations.softmax activations.sparsemax ops.argsort ops.count_nonzero ops.flip ops.glu
  ops.log_softmax ops.softmax ops.sort ops.sparsemax ops.squeeze ops.stack: 1 2; x; axis
activations.hard_shrink activations.soft_shrink ops.hard_shrink ops.soft_shrink: 1 2; x; threshold
activations.leaky_relu: 0 99; ; negative_slope x **
activations.log_softmax: 0 99; ; axis x **
activations.relu6 activations.silu: 0 99; ; x **
activations.relu: 1 4; x; alpha max_value negative_slope threshold
activations.serialize: 1 2; activation; use_legacy_format
activations.squareplus ops.squareplus: 1 2; x; b
activations.threshold ops.threshold: 3 3; x threshold default_value;
layers.AbstractRNNCell layers.Identity layers.Layer: 0 4; ;
layers.Activation: 1 1; activation; input_dtype scope
layers.ActivityRegularization: 0 2; ; input_dtype l1 l2 scope
layers.AdaptiveAveragePooling1D layers.AdaptiveAveragePooling2D layers.AdaptiveAveragePooling3D
  layers.AdaptiveMaxPooling1D layers.AdaptiveMaxPooling2D layers.AdaptiveMaxPooling3D: 1 2; output_size; data_format
layers.Add layers.Average layers.Maximum layers.Minimum layers.Multiply layers.Subtract: 0 0; ; input_dtype scope
layers.AdditiveAttention: 0 2; ; causal dropout force_generator rng_type scope score_mode seed use_scale
layers.AlphaDropout layers.Dropout: 1 3; rate; force_generator input_dtype noise_shape rng_type scope seed
layers.Attention: 0 4; ; causal dropout force_generator rng_type scope score_mode seed use_scale
layers.AugMix: 0 9; ; all_ops alpha bounding_box_format chain_depth data_format factor interpolation num_chains seed
  value_range
layers.AutoContrast: 0 1; ; bounding_box_format data_format factor value_range
layers.AveragePooling1D layers.AveragePooling2D layers.AveragePooling3D layers.MaxPooling1D layers.MaxPooling2D
  layers.MaxPooling3D: 0 5; ; data_format input_dtype padding pool_dimensions pool_function pool_mode pool_size scope
  strides
layers.AvgPool1D layers.AvgPool2D layers.AvgPool3D layers.MaxPool1D layers.MaxPool2D layers.MaxPool3D: 0 5; ;
  data_format padding pool_dimensions pool_function pool_mode pool_size scope strides
layers.BatchNormalization: 0 98; ; adjustment axis beta_constraint beta_initializer beta_regularizer center dmax
  epsilon fused gamma_constraint gamma_initializer gamma_regularizer input_dtype momentum moving_mean_initializer
  moving_variance_initializer renorm renorm_clipping renorm_momentum rmax rmin scale scope synchronized
  virtual_batch_size
layers.Bidirectional: 1 4; layer; backward_layer input_dtype merge_mode scope
layers.CategoryEncoding: 0 3; ; max_tokens num_tokens output_mode scope sparse
layers.CenterCrop: 2 3; height width; bounding_box_format data_format factor scope
layers.Concatenate layers.Softmax: 0 1; ; axis input_dtype scope
layers.ContrastLimitedAdaptiveHistogramEqualization: 0 4; ; bounding_box_format clip_limit data_format factor
  tile_grid_size value_range
layers.Conv1D layers.Conv2D layers.Conv3D: 2 16; filters kernel_size; activation bias_constraint bias_initializer
  bias_regularizer conv_op data_format dilation_rate groups input_dtype kernel_constraint kernel_initializer
  kernel_regularizer lora_alpha lora_rank padding rank scope strides use_bias
layers.Conv1DTranspose layers.Convolution1DTranspose layers.Convolution2DTranspose layers.Convolution3DTranspose: 2
  16; filters kernel_size; activation bias_constraint bias_initializer bias_regularizer conv_op data_format
  dilation_rate groups kernel_constraint kernel_initializer kernel_regularizer output_padding padding rank scope
  strides use_bias
layers.Conv2DTranspose layers.Conv3DTranspose: 2 16; filters kernel_size; activation bias_constraint bias_initializer
  bias_regularizer conv_op data_format dilation_rate groups input_dtype kernel_constraint kernel_initializer
  kernel_regularizer output_padding padding rank scope strides use_bias
layers.ConvLSTM1D layers.ConvLSTM3D: 2 27; filters kernel_size; activation bias_constraint bias_initializer
  bias_regularizer call cell data_format dilation_rate dropout go_backwards input_length kernel_constraint
  kernel_initializer kernel_regularizer padding rank recurrent_activation recurrent_constraint recurrent_dropout
  recurrent_initializer recurrent_regularizer return_sequences return_state scope seed state_size stateful strides
  time_major unit_forget_bias unroll use_bias zero_output_for_mask
layers.ConvLSTM2D: 2 27; filters kernel_size; activation bias_constraint bias_initializer bias_regularizer call cell
  data_format dilation_rate dropout go_backwards input_dtype input_length kernel_constraint kernel_initializer
  kernel_regularizer padding rank recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer
  recurrent_regularizer return_sequences return_state scope seed state_size stateful strides time_major
  unit_forget_bias unroll use_bias zero_output_for_mask
layers.ConvLSTM2DCell: 2 21; filters kernel_size; activation bias_constraint bias_initializer bias_regularizer
  data_format dilation_rate dropout input_dtype kernel_constraint kernel_initializer kernel_regularizer padding
  recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer strides
  unit_forget_bias use_bias
layers.ConvRNN2D: 1 6; cell; go_backwards input_dtype return_sequences return_state stateful unroll
layers.Convolution1D layers.Convolution2D layers.Convolution3D: 2 16; filters kernel_size; activation bias_constraint
  bias_initializer bias_regularizer conv_op data_format dilation_rate groups kernel_constraint kernel_initializer
  kernel_regularizer lora_alpha lora_rank padding rank scope strides use_bias
layers.Cropping1D: 0 1; ; cropping data_format input_dtype scope
layers.Cropping2D layers.Cropping3D: 0 2; ; cropping data_format input_dtype scope
layers.CuDNNGRU: 1 15; units; bias_constraint bias_initializer bias_regularizer call cell go_backwards input_dtype
  input_length kernel_constraint kernel_initializer kernel_regularizer recurrent_constraint recurrent_initializer
  recurrent_regularizer return_sequences return_state scope state_size stateful time_major unroll zero_output_for_mask
layers.CuDNNLSTM: 1 16; units; bias_constraint bias_initializer bias_regularizer call cell go_backwards input_dtype
  input_length kernel_constraint kernel_initializer kernel_regularizer recurrent_constraint recurrent_initializer
  recurrent_regularizer return_sequences return_state scope state_size stateful time_major unit_forget_bias unroll
  zero_output_for_mask
layers.CutMix layers.RandomGrayscale: 0 3; ; bounding_box_format data_format factor seed
layers.Dense: 1 13; units; activation bias_constraint bias_initializer bias_regularizer input_dtype kernel_constraint
  kernel_initializer kernel_regularizer lora_alpha lora_rank quantization_config scope use_bias
layers.DenseFeatures: 1 3; feature_columns; expected_column_type partitioner scope
layers.DepthwiseConv1D: 1 15; kernel_size; activation bias_constraint bias_initializer bias_regularizer conv_op
  data_format depth_multiplier depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters
  groups kernel_constraint kernel_initializer kernel_regularizer padding rank scope strides use_bias
layers.DepthwiseConv2D: 1 15; kernel_size; activation bias_constraint bias_initializer bias_regularizer conv_op
  data_format depth_multiplier depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters
  groups input_dtype kernel_constraint kernel_initializer kernel_regularizer padding rank scope strides use_bias
layers.Discretization: 0 7; ; bin_boundaries bins epsilon num_bins output_mode scope sparse
layers.Dot: 1 2; axes; input_dtype normalize scope
layers.ELU: 0 1; ; alpha input_dtype scope
layers.EinsumDense: 2 14; equation output_shape; activation bias_axes bias_constraint bias_initializer
  bias_regularizer gptq_unpacked_column_size kernel_constraint kernel_initializer kernel_regularizer lora_alpha
  lora_rank quantization_config scope
layers.Embedding: 2 10; input_dim output_dim; embeddings_constraint embeddings_initializer embeddings_regularizer
  input_dtype input_length lora_alpha lora_rank mask_zero quantization_config scope sparse use_one_hot_matmul
layers.Equalization: 0 3; ; bins bounding_box_format data_format factor value_range
layers.Flatten: 0 1; ; data_format input_dtype scope
layers.FlaxLayer: 1 3; module; call_fn init_fn method native_serialization_platforms params rng seed state variables
layers.GRU: 1 24; units; activation bias_constraint bias_initializer bias_regularizer call cell dropout
  enable_caching_device go_backwards input_dtype input_length kernel_constraint kernel_initializer kernel_regularizer
  recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer reset_after
  return_runtime return_sequences return_state scope seed state_size stateful time_major unroll use_bias use_cudnn
  zero_output_for_mask
layers.GRUCell: 1 17; units; activation bias_constraint bias_initializer bias_regularizer dropout
  enable_caching_device force_generator input_dtype kernel_constraint kernel_initializer kernel_regularizer num_units
  recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer reset_after
  reuse rng_type scope seed use_bias
layers.GaussianDropout: 1 2; rate; force_generator input_dtype rng_type scope seed
layers.GaussianNoise: 1 2; stddev; force_generator input_dtype rng_type scope seed
layers.GlobalAveragePooling1D layers.GlobalAveragePooling2D layers.GlobalAveragePooling3D layers.GlobalMaxPooling1D
  layers.GlobalMaxPooling2D layers.GlobalMaxPooling3D: 0 2; ; data_format input_dtype keepdims pool_dimensions scope
layers.GlobalAvgPool1D layers.GlobalAvgPool2D layers.GlobalAvgPool3D layers.GlobalMaxPool1D layers.GlobalMaxPool2D
  layers.GlobalMaxPool3D: 0 2; ; data_format keepdims pool_dimensions scope
layers.GroupNormalization: 0 11; ; axis beta_constraint beta_initializer beta_regularizer center epsilon
  gamma_constraint gamma_initializer gamma_regularizer groups scale scope
layers.GroupQueryAttention: 3 16; head_dim num_query_heads num_key_value_heads; bias_constraint bias_initializer
  bias_regularizer dropout flash_attention kernel_constraint kernel_initializer kernel_regularizer seed sliding_window
  use_bias use_gate
layers.HashedCrossing: 1 5; num_bins; output_mode scope sparse **
layers.Hashing: 1 5; num_bins; mask_value output_mode salt scope sparse
layers.Input: 0 9; ; batch_shape optional ragged shape sparse tensor type_spec **
layers.InputLayer: 0 9; ; batch_shape input_tensor optional ragged scope shape sparse type_spec
layers.InputSpec: 0 9; ; allow_last_axis_squeeze axes max_ndim min_ndim ndim optional shape
layers.IntegerLookup: 0 14; ; has_input_vocabulary has_static_table idf_weights invert mask_token mask_value
  max_tokens max_values num_oov_indices oov_method oov_token oov_value output_mode pad_to_max_tokens salt scope sparse
  vocabulary vocabulary_dtype vocabulary_size
layers.JaxLayer: 1 6; call_fn; init_fn native_serialization_platforms params rng seed state
layers.LSTM: 1 24; units; activation bias_constraint bias_initializer bias_regularizer call cell dropout
  enable_caching_device go_backwards input_dtype input_length kernel_constraint kernel_initializer kernel_regularizer
  recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
  return_runtime return_sequences return_state scope seed state_size stateful time_major unit_forget_bias unroll
  use_bias use_cudnn zero_output_for_mask
layers.LSTMCell: 1 17; units; activation bias_constraint bias_initializer bias_regularizer cell_clip dropout
  enable_caching_device force_generator forget_bias initializer input_dtype kernel_constraint kernel_initializer
  kernel_regularizer num_proj num_proj_shards num_unit_shards num_units proj_clip recurrent_activation
  recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer reuse rng_type scope seed
  state_is_tuple unit_forget_bias use_bias use_peepholes
layers.Lambda: 1 4; function; arguments input_dtype output_shape scope
layers.LayerNormalization: 0 11; ; axis beta_constraint beta_initializer beta_regularizer center epsilon
  gamma_constraint gamma_initializer gamma_regularizer rms_scaling scale scope
layers.LeakyReLU: 0 1; ; alpha input_dtype negative_slope scope
layers.LocallyConnected1D layers.LocallyConnected2D: 2 15; filters kernel_size; activation bias_constraint
  bias_initializer bias_regularizer data_format input_dtype kernel_constraint kernel_initializer kernel_regularizer
  padding scope strides use_bias
layers.Masking: 0 1; ; config input_dtype mask_value scope
layers.MaxNumBoundingBoxes: 1 2; max_number; bounding_box_format data_format factor fill_value
layers.MelSpectrogram: 0 13; ; fft_length mag_exp max_freq min_freq min_power num_mel_bins power_to_db ref_power
  sampling_rate sequence_length sequence_stride top_db window
layers.MixUp: 0 3; ; alpha bounding_box_format data_format factor seed
layers.MultiHeadAttention: 2 18; num_heads key_dim; attention_axes bias_constraint bias_initializer bias_regularizer
  dropout flash_attention kernel_constraint kernel_initializer kernel_regularizer output_shape scope seed
  sliding_window use_bias use_gate value_dim
layers.Normalization: 0 4; ; axis invert mean scope variance
layers.PReLU: 0 4; ; alpha_constraint alpha_initializer alpha_regularizer input_dtype scope shared_axes
layers.Permute: 1 1; dims; input_dtype scope
layers.Pipeline: 1 2; layers;
layers.RMSNormalization: 0 2; ; axis epsilon
layers.RNN: 1 7; cell; call go_backwards input_dtype input_length return_sequences return_state scope state_size
  stateful time_major unroll zero_output_for_mask
layers.RandAugment: 0 6; ; bounding_box_format data_format factor interpolation num_ops seed value_range
layers.RandomBrightness: 1 3; factor; bounding_box_format data_format force_generator rng_type seed value_range
layers.RandomColorDegeneration layers.RandomHue layers.RandomPosterization layers.RandomSaturation
  layers.RandomSharpness: 1 4; factor; bounding_box_format data_format seed value_range
layers.RandomColorJitter: 0 7; ; bounding_box_format brightness_factor contrast_factor data_format factor hue_factor
  saturation_factor seed value_range
layers.RandomContrast: 1 3; factor; bounding_box_format data_format force_generator rng_type scope seed value_range
layers.RandomCrop: 2 5; height width; bounding_box_format data_format factor force_generator rng_type scope seed
layers.RandomElasticTransform: 0 8; ; bounding_box_format data_format factor fill_mode fill_value interpolation scale
  seed value_range
layers.RandomErasing: 0 6; ; bounding_box_format data_format factor fill_value scale seed value_range
layers.RandomFlip: 0 3; ; bounding_box_format data_format factor force_generator mode rng_type scope seed
layers.RandomGaussianBlur: 0 6; ; bounding_box_format data_format factor kernel_size seed sigma value_range
layers.RandomHeight layers.RandomWidth: 1 3; factor; force_generator interpolation rng_type scope seed
layers.RandomInvert: 0 4; ; bounding_box_format data_format factor seed value_range
layers.RandomPerspective: 0 6; ; bounding_box_format data_format factor fill_value interpolation scale seed
layers.RandomRotation: 1 7; factor; bounding_box_format data_format fill_mode fill_value force_generator interpolation
  rng_type scope seed value_range
layers.RandomShear: 0 7; ; bounding_box_format data_format factor fill_mode fill_value interpolation seed x_factor
  y_factor
layers.RandomTranslation: 2 7; height_factor width_factor; bounding_box_format data_format factor fill_mode fill_value
  force_generator interpolation rng_type scope seed
layers.RandomZoom: 1 7; height_factor; bounding_box_format data_format factor fill_mode fill_value force_generator
  interpolation rng_type scope seed width_factor
layers.ReLU: 0 3; ; input_dtype max_value negative_slope scope threshold
layers.RepeatVector: 1 1; n; input_dtype scope
layers.Rescaling: 1 2; scale; offset scope
layers.Reshape: 1 1; target_shape; input_dtype scope
layers.Resizing: 2 9; height width; antialias bounding_box_format crop_to_aspect_ratio data_format factor fill_mode
  fill_value interpolation pad_to_aspect_ratio scope
layers.ReversibleEmbedding: 2 9; input_dim output_dim; embeddings_constraint embeddings_initializer
  embeddings_regularizer input_length logit_soft_cap lora_alpha lora_rank mask_zero quantization_config reverse_dtype
  tie_weights
layers.STFTSpectrogram: 0 10; ; data_format expand_dims fft_length frame_length frame_step mode padding periodic
  scaling window
layers.SeparableConv1D layers.SeparableConv2D: 2 19; filters kernel_size; activation bias_constraint bias_initializer
  bias_regularizer conv_op data_format depth_multiplier depthwise_constraint depthwise_initializer
  depthwise_regularizer dilation_rate groups input_dtype kernel_constraint kernel_initializer kernel_regularizer
  padding pointwise_constraint pointwise_initializer pointwise_regularizer rank scope strides use_bias
layers.SeparableConvolution1D layers.SeparableConvolution2D: 2 19; filters kernel_size; activation bias_constraint
  bias_initializer bias_regularizer conv_op data_format depth_multiplier depthwise_constraint depthwise_initializer
  depthwise_regularizer dilation_rate groups kernel_constraint kernel_initializer kernel_regularizer padding
  pointwise_constraint pointwise_initializer pointwise_regularizer rank scope strides use_bias
layers.SimpleRNN: 1 21; units; activation bias_constraint bias_initializer bias_regularizer call cell dropout
  enable_caching_device go_backwards input_dtype input_length kernel_constraint kernel_initializer kernel_regularizer
  recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer return_sequences return_state
  scope seed state_size stateful time_major unroll use_bias zero_output_for_mask
layers.SimpleRNNCell: 1 15; units; activation bias_constraint bias_initializer bias_regularizer dropout
  enable_caching_device force_generator input_dtype kernel_constraint kernel_initializer kernel_regularizer
  recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer rng_type scope seed use_bias
layers.Solarization: 0 4; ; addition_factor bounding_box_format data_format factor seed threshold_factor value_range
layers.SpatialDropout1D: 1 4; rate; force_generator input_dtype noise_shape rng_type scope seed
layers.SpatialDropout2D layers.SpatialDropout3D: 1 5; rate; data_format force_generator input_dtype noise_shape
  rng_type scope seed
layers.SpectralNormalization: 1 2; layer; power_iterations scope
layers.StackedRNNCells: 1 1; cells; call input_dtype reverse_state_order scope state_size
layers.StringLookup: 0 13; ; encoding has_input_vocabulary has_static_table idf_weights invert mask_token max_tokens
  num_oov_indices oov_method oov_token output_mode pad_to_max_tokens salt scope sparse vocabulary vocabulary_dtype
  vocabulary_size
layers.TFSMLayer: 1 6; filepath; call_endpoint call_training_endpoint
layers.TextVectorization: 0 13; ; encoding has_input_vocabulary idf_weights max_tokens ngrams output_mode
  output_sequence_length pad_to_max_tokens ragged scope sparse split standardize vocabulary vocabulary_size
layers.ThresholdedReLU: 0 1; ; input_dtype scope theta
layers.TimeDistributed layers.Wrapper: 1 1; layer; input_dtype scope
layers.TorchModuleWrapper: 1 3; module; output_shape
layers.UnitNormalization: 0 1; ; axis scope
layers.UpSampling1D: 0 1; ; data_format input_dtype scope size
layers.UpSampling2D: 0 3; ; data_format input_dtype interpolation scope size
layers.UpSampling3D: 0 2; ; data_format input_dtype scope size
layers.ZeroPadding1D layers.ZeroPadding2D layers.ZeroPadding3D: 0 2; ; data_format input_dtype padding scope
layers._Conv: 3 16; rank filters kernel_size; activation activity_regularizer batch_input_shape batch_size
  bias_constraint bias_initializer bias_regularizer data_format dilation_rate dtype input_dtype input_shape
  kernel_constraint kernel_initializer kernel_regularizer name padding strides trainable use_bias weights
layers._Cropping: 1 2; cropping; batch_input_shape batch_size data_format dtype input_dtype input_shape name trainable
  weights
layers._CuDNNRNN: 0 4; ; batch_input_shape batch_size cell dtype go_backwards input_dtype input_shape name
  return_sequences return_state stateful trainable unroll weights
layers._GlobalPooling1D layers._GlobalPooling2D layers._GlobalPooling3D: 0 1; ; batch_input_shape batch_size
  data_format dtype input_dtype input_shape name trainable weights
layers._Merge: 0 0; ; batch_input_shape batch_size dtype input_dtype input_shape name trainable weights
layers._Pooling1D layers._Pooling2D layers._Pooling3D: 0 4; ; batch_input_shape batch_size data_format dtype
  input_dtype input_shape name padding pool_size strides trainable weights
layers._SeparableConv: 3 20; rank filters kernel_size; activation activity_regularizer batch_input_shape batch_size
  bias_constraint bias_initializer bias_regularizer data_format depth_multiplier depthwise_constraint
  depthwise_initializer depthwise_regularizer dilation_rate dtype input_dtype input_shape kernel_constraint
  kernel_initializer kernel_regularizer name padding pointwise_constraint pointwise_initializer pointwise_regularizer
  strides trainable use_bias weights
layers._UpSampling: 1 2; size; batch_input_shape batch_size data_format dtype input_dtype input_shape name trainable
  weights
layers._ZeroPadding: 1 2; padding; batch_input_shape batch_size data_format dtype input_dtype input_shape name
  trainable weights
layers.add layers.average layers.maximum layers.minimum layers.multiply layers.subtract: 1 1; inputs; **
layers.concatenate: 1 2; inputs; axis **
layers.deserialize: 1 3; config; custom_objects use_legacy_format
layers.disable_v2_dtype_behavior layers.enable_v2_dtype_behavior losses.Reduction: 0 0; ;
layers.dot: 1 3; inputs; axes normalize **
layers.experimental.EinsumDense: 2 11; equation output_shape; activation activity_regularizer autocast
  batch_input_shape batch_size bias_axes bias_constraint bias_initializer bias_regularizer dtype dynamic
  implementation input_dim input_shape kernel_constraint kernel_initializer kernel_regularizer name scope trainable
  weights
layers.experimental.RandomFourierFeatures: 1 5; output_dim; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic implementation input_dim input_shape kernel_initializer name scale scope trainable weights
layers.experimental.SyncBatchNormalization: 0 13; ; activity_regularizer adjustment autocast axis batch_input_shape
  batch_size beta_constraint beta_initializer beta_regularizer center dtype dynamic epsilon fused gamma_constraint
  gamma_initializer gamma_regularizer implementation input_dim input_shape momentum moving_mean_initializer
  moving_variance_initializer name renorm renorm_clipping renorm_momentum scale scope synchronized trainable
  virtual_batch_size weights
layers.experimental.preprocessing.CategoryCrossing: 0 3; ; activity_regularizer autocast batch_input_shape batch_size
  depth dtype dynamic implementation input_dim input_shape name scope separator trainable weights
layers.experimental.preprocessing.CategoryEncoding: 0 3; ; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic implementation input_dim input_shape max_tokens name num_tokens output_mode scope sparse trainable
  weights
layers.experimental.preprocessing.CenterCrop: 2 2; height width; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic implementation input_dim input_shape name scope trainable weights
layers.experimental.preprocessing.Discretization: 0 5; ; activity_regularizer autocast batch_input_shape batch_size
  bin_boundaries bins dtype dynamic epsilon implementation input_dim input_shape name num_bins output_mode scope
  sparse trainable weights
layers.experimental.preprocessing.HashedCrossing: 1 3; num_bins; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic implementation input_dim input_shape name output_mode scope sparse trainable weights
layers.experimental.preprocessing.Hashing: 1 5; num_bins; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic implementation input_dim input_shape mask_value name output_mode salt scope sparse trainable weights
layers.experimental.preprocessing.IntegerLookup: 0 11; ; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic has_input_vocabulary has_static_table idf_weights implementation input_dim input_shape invert
  mask_token mask_value max_tokens max_values name num_oov_indices oov_token oov_value output_mode pad_to_max_tokens
  scope sparse trainable vocabulary vocabulary_dtype vocabulary_size weights
layers.experimental.preprocessing.Normalization: 0 4; ; activity_regularizer autocast axis batch_input_shape
  batch_size dtype dynamic implementation input_dim input_shape invert mean name scope trainable variance weights
layers.experimental.preprocessing.PreprocessingLayer: 0 0; ; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic implementation input_dim input_shape name scope trainable weights
layers.experimental.preprocessing.RandomContrast: 1 2; factor; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic force_generator implementation input_dim input_shape name rng_type scope seed trainable
  weights
layers.experimental.preprocessing.RandomCrop: 2 3; height width; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic force_generator implementation input_dim input_shape name rng_type scope seed trainable
  weights
layers.experimental.preprocessing.RandomFlip: 0 2; ; activity_regularizer autocast batch_input_shape batch_size dtype
  dynamic force_generator implementation input_dim input_shape mode name rng_type scope seed trainable weights
layers.experimental.preprocessing.RandomHeight layers.experimental.preprocessing.RandomWidth: 1 3; factor;
  activity_regularizer autocast batch_input_shape batch_size dtype dynamic force_generator implementation input_dim
  input_shape interpolation name rng_type scope seed trainable weights
layers.experimental.preprocessing.RandomRotation: 1 5; factor; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic fill_mode fill_value force_generator implementation input_dim input_shape interpolation
  name rng_type scope seed trainable weights
layers.experimental.preprocessing.RandomTranslation: 2 6; height_factor width_factor; activity_regularizer autocast
  batch_input_shape batch_size dtype dynamic fill_mode fill_value force_generator implementation input_dim input_shape
  interpolation name rng_type scope seed trainable weights
layers.experimental.preprocessing.RandomZoom: 1 6; height_factor; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic fill_mode fill_value force_generator implementation input_dim input_shape interpolation
  name rng_type scope seed trainable weights width_factor
layers.experimental.preprocessing.Rescaling: 1 2; scale; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic implementation input_dim input_shape name offset scope trainable weights
layers.experimental.preprocessing.Resizing: 2 4; height width; activity_regularizer autocast batch_input_shape
  batch_size crop_to_aspect_ratio dtype dynamic implementation input_dim input_shape interpolation name scope
  trainable weights
layers.experimental.preprocessing.StringLookup: 0 11; ; activity_regularizer autocast batch_input_shape batch_size
  dtype dynamic encoding has_input_vocabulary has_static_table idf_weights implementation input_dim input_shape invert
  mask_token max_tokens name num_oov_indices oov_token output_mode pad_to_max_tokens scope sparse trainable vocabulary
  vocabulary_dtype vocabulary_size weights
layers.experimental.preprocessing.TextVectorization: 0 12; ; activity_regularizer autocast batch_input_shape
  batch_size dtype dynamic encoding has_input_vocabulary idf_weights implementation input_dim input_shape max_tokens
  name ngrams output_mode output_sequence_length pad_to_max_tokens ragged scope sparse split standardize trainable
  vocabulary vocabulary_size weights
layers.serialize: 1 2; layer; use_legacy_format
losses.BinaryCrossentropy losses.CategoricalCrossentropy: 0 6; ; axis dtype from_logits label_smoothing name reduction
losses.BinaryFocalCrossentropy: 0 9; ; alpha apply_class_balancing axis dtype from_logits gamma label_smoothing name
  reduction
losses.CTC losses.CategoricalHinge losses.Hinge losses.KLDivergence losses.LogCosh losses.Loss
  losses.MeanAbsoluteError losses.MeanAbsolutePercentageError losses.MeanSquaredError
  losses.MeanSquaredLogarithmicError losses.Poisson losses.SquaredHinge: 0 3; ; dtype name reduction
losses.CategoricalFocalCrossentropy: 0 8; ; alpha axis dtype from_logits gamma label_smoothing name reduction
losses.CategoricalGeneralizedCrossEntropy: 0 4; ; dtype name q reduction
losses.Circle: 0 6; ; dtype gamma margin name reduction remove_diagonal
losses.CosineSimilarity losses.Dice: 0 4; ; axis dtype name reduction
losses.Huber: 0 4; ; delta dtype name reduction
losses.KLD losses.MAE losses.MAPE losses.MSE losses.MSLE losses.categorical_hinge losses.ctc losses.hinge
  losses.kl_divergence losses.kld losses.kullback_leibler_divergence losses.log_cosh losses.logcosh losses.mae
  losses.mape losses.mean_absolute_error losses.mean_absolute_percentage_error losses.mean_squared_error
  losses.mean_squared_logarithmic_error losses.mse losses.msle losses.poisson losses.squared_hinge: 2 2; y_true
  y_pred;
losses.SparseCategoricalCrossentropy: 0 6; ; axis dtype from_logits ignore_class name reduction
losses.Tversky: 0 6; ; alpha axis beta dtype name reduction
losses.binary_crossentropy losses.categorical_crossentropy: 2 5; y_true y_pred; axis from_logits label_smoothing
losses.binary_focal_crossentropy: 2 8; y_true y_pred; alpha apply_class_balancing axis from_logits gamma
  label_smoothing
losses.categorical_focal_crossentropy: 2 7; y_true y_pred; alpha axis from_logits gamma label_smoothing
losses.categorical_generalized_cross_entropy: 3 3; y_true y_pred q;
losses.circle: 2 7; y_true y_pred; gamma margin ref_embeddings ref_labels remove_diagonal
losses.cosine losses.cosine_proximity losses.cosine_similarity losses.dice: 2 3; y_true y_pred; axis
losses.deserialize: 1 3; name; custom_objects use_legacy_format
losses.huber: 2 3; y_true y_pred; delta
losses.serialize: 1 2; loss; use_legacy_format
losses.sparse_categorical_crossentropy: 2 5; y_true y_pred; axis from_logits ignore_class
losses.tversky: 2 5; y_true y_pred; alpha axis beta
ops.adaptive_average_pool ops.adaptive_max_pool: 2 3; inputs output_size; data_format
ops.add ops.arctan2 ops.divide ops.divide_no_nan ops.dot ops.equal ops.floor_divide ops.fmax ops.fmin ops.fmod ops.gcd
  ops.greater ops.greater_equal ops.heaviside ops.hypot ops.inner ops.kron ops.lcm ops.ldexp ops.less ops.less_equal
  ops.logaddexp ops.logaddexp2 ops.logical_and ops.logical_or ops.logical_xor ops.matmul ops.maximum ops.minimum
  ops.mod ops.multiply ops.nextafter ops.not_equal ops.outer ops.power ops.subtract ops.true_divide ops.vdot: 2 2; x1
  x2;
ops.all ops.amax ops.amin ops.any ops.argmax ops.argmin ops.logsumexp ops.mean ops.median ops.nanargmax ops.nanargmin
  ops.nanmax ops.nanmean ops.nanmedian ops.nanmin ops.nanprod ops.nanstd ops.nansum ops.nanvar ops.ptp ops.std ops.sum
  ops.var: 1 3; x; axis keepdims
ops.allclose ops.isclose: 2 5; x1 x2; atol equal_nan rtol
ops.append: 2 3; x1 x2; axis
ops.arange: 1 4; start; dtype step stop
ops.argpartition: 2 3; x kth; axis
ops.array ops.empty_like ops.ones_like ops.view ops.zeros_like: 1 2; x; dtype
ops.array_split ops.split: 2 3; x indices_or_sections; axis
ops.associative_scan: 2 4; f elems; axis reverse
ops.average: 1 3; x; axis weights
ops.average_pool ops.max_pool: 2 5; inputs pool_size; data_format padding strides
ops.batch_normalization: 4 7; x mean variance axis; epsilon offset scale
ops.binary_crossentropy: 2 3; target output; from_logits
ops.bincount: 1 4; x; minlength sparse weights
ops.bitwise_and ops.bitwise_left_shift ops.bitwise_or ops.bitwise_right_shift ops.bitwise_xor ops.cdist ops.left_shift
  ops.right_shift: 2 2; x y;
ops.broadcast_to: 2 2; x shape;
ops.cast ops.saturate_cast: 2 2; x dtype;
ops.categorical_crossentropy ops.sparse_categorical_crossentropy: 2 4; target output; axis from_logits
ops.cholesky ops.cholesky_inverse: 1 2; x; upper
ops.clip: 3 3; x x_min x_max;
ops.concatenate: 1 2; xs; axis
ops.cond: 3 3; pred true_fn false_fn;
ops.conv ops.depthwise_conv: 2 6; inputs kernel; data_format dilation_rate padding strides
ops.conv_transpose: 2 7; inputs kernel; data_format dilation_rate output_padding padding strides
ops.convert_to_tensor: 1 4; x; dtype ragged sparse
ops.correlate: 2 3; x1 x2; mode
ops.cross: 2 6; x1 x2; axis axisa axisb axisc
ops.ctc_decode: 2 7; inputs sequence_lengths; beam_width mask_index merge_repeated strategy top_paths
ops.ctc_loss: 4 5; target output target_length output_length; mask_index
ops.cumprod ops.cumsum ops.nancumprod ops.nancumsum: 1 3; x; axis dtype
ops.custom_gradient: 1 1; f;
ops.depth_to_space ops.space_to_depth: 2 3; x block_size; data_format
ops.diag ops.diagflat ops.tril ops.triu: 1 2; x; k
ops.diagonal ops.trace: 1 4; x; axis1 axis2 offset
ops.diff: 1 3; a; axis n
ops.digitize: 2 2; x bins;
ops.dot_product_attention: 3 9; query key value; attn_logits_soft_cap bias flash_attention is_causal mask scale
ops.dsplit ops.hsplit ops.vsplit: 2 2; x indices_or_sections;
ops.dstack ops.hstack ops.vstack: 1 1; xs;
ops.einsum: 1 99; subscripts; **
ops.empty ops.ones ops.zeros: 1 2; shape; dtype
ops.expand_dims: 2 2; x axis;
ops.extract_sequences: 3 3; x sequence_length sequence_stride;
ops.eye ops.tri: 1 4; N; M dtype k
ops.fold: 3 6; x output_size kernel_size; dilation padding stride
ops.fori_loop: 4 4; lower upper body_fun init_val;
ops.full: 2 3; shape fill_value; dtype
ops.full_like: 2 3; x fill_value; dtype
ops.geomspace: 2 6; start stop; axis dtype endpoint num
ops.get_item: 2 2; x key;
ops.histogram: 1 3; x; bins range
ops.identity: 1 2; n; dtype
ops.image.affine_transform: 2 6; transform; data_format fill_mode fill_value image images interpolation
ops.image.crop_images: 1 8; images; bottom_cropping data_format left_cropping right_cropping target_height
  target_width top_cropping
ops.image.elastic_transform: 1 8; images; alpha data_format fill_mode fill_value interpolation seed sigma
ops.image.extract_patches: 2 6; size; data_format dilation_rate image images padding strides
ops.image.extract_patches_3d: 2 6; volumes size; data_format dilation_rate padding strides
ops.image.gaussian_blur: 1 4; images; data_format kernel_size sigma
ops.image.hsv_to_rgb ops.image.rgb_to_hsv ops.image.sobel_edges: 1 2; images; data_format
ops.image.map_coordinates: 3 5; coordinates order; fill_mode fill_value input inputs
ops.image.pad_images: 1 8; images; bottom_padding data_format left_padding right_padding target_height target_width
  top_padding
ops.image.perspective_transform: 3 6; images start_points end_points; data_format fill_value interpolation
ops.image.resize: 2 9; size; antialias crop_to_aspect_ratio data_format fill_mode fill_value image images
  interpolation pad_to_aspect_ratio
ops.image.rgb_to_grayscale: 1 2; ; data_format image images
ops.image.scale_and_translate: 6 7; images output_shape scale translation spatial_dims method; antialias
ops.image.ssim: 2 8; image1 image2; data_format filter_sigma filter_size k1 k2 max_val
ops.in_top_k: 3 3; targets predictions k;
ops.irfft ops.rfft: 1 2; x; fft_length
ops.isin: 2 4; x1 x2; assume_unique invert
ops.istft: 4 7; x sequence_length sequence_stride fft_length; center length window
ops.jvp: 3 4; fun primals tangents; has_aux
ops.kaiser: 2 2; x beta;
ops.layer_normalization: 1 5; x; axis beta epsilon gamma **
ops.leaky_relu: 1 2; x; negative_slope
ops.linspace: 2 7; start stop; axis dtype endpoint num retstep
ops.logspace: 2 7; start stop; axis base dtype endpoint num
ops.lstsq: 2 3; a b; rcond
ops.map: 2 2; f xs;
ops.matrix_rank: 1 2; x; tol
ops.max ops.min: 1 4; x; axis initial keepdims
ops.meshgrid: 0 99; ; indexing
ops.moments: 2 4; x axes; keepdims synchronized
ops.moveaxis: 3 3; x source destination;
ops.multi_hot: 1 5; inputs; axis dtype num_classes sparse **
ops.nan_to_num: 1 4; x; nan neginf posinf
ops.nanpercentile ops.nanquantile ops.percentile ops.quantile: 2 5; x q; axis keepdims method
ops.norm: 1 4; x; axis keepdims ord
ops.normalize: 1 4; x; axis epsilon order
ops.one_hot: 2 5; x num_classes; axis dtype sparse
ops.pad: 2 4; x pad_width; constant_values mode
ops.pinv: 1 2; x; rcond
ops.polar: 2 2; abs_ angle;
ops.prod: 1 4; x; axis dtype keepdims
ops.psnr: 3 3; x1 x2 max_val;
ops.qr: 1 2; x; mode
ops.rearrange: 2 2; tensor pattern; **
ops.repeat: 2 3; x repeats; axis
ops.reshape: 2 2; x newshape;
ops.rms_normalization: 1 4; x; axis epsilon scale
ops.roll: 2 3; x shift; axis
ops.rot90: 1 3; array; axes k
ops.round: 1 2; x; decimals
ops.scan: 2 6; f init; length reverse unroll xs
ops.scatter: 3 3; indices values shape;
ops.scatter_update: 3 4; inputs indices updates; reduction
ops.searchsorted: 2 3; sorted_sequence values; side
ops.segment_max ops.segment_min ops.segment_prod ops.segment_sum: 2 4; data segment_ids; num_segments sorted
ops.select: 2 3; condlist choicelist; default
ops.separable_conv: 3 7; inputs depthwise_kernel pointwise_kernel; data_format dilation_rate padding strides
ops.slice: 3 3; inputs start_indices shape;
ops.slice_update: 3 3; inputs start_indices updates;
ops.solve: 2 2; a b;
ops.solve_triangular: 2 3; a b; lower
ops.stft: 4 6; x sequence_length sequence_stride fft_length; center window
ops.stop_gradient: 1 1; variable;
ops.svd: 1 3; x; compute_uv full_matrices
ops.swapaxes: 3 3; x axis1 axis2;
ops.switch: 2 99; index branches;
ops.take ops.take_along_axis: 2 3; x indices; axis
ops.tensordot: 2 3; x1 x2; axes
ops.tile: 2 2; x repeats;
ops.top_k: 2 3; x k; sorted
ops.transpose: 1 2; x; axes
ops.trapezoid: 1 4; y; axis dx x
ops.unfold: 2 5; x kernel_size; dilation padding stride
ops.unique: 1 8; x; axis fill_value return_counts return_index return_inverse size sorted
ops.unravel_index: 2 2; indices shape;
ops.unstack: 1 3; x; axis num
ops.vander: 1 3; x; N increasing
ops.vectorize: 1 1; pyfunc; excluded signature
ops.vectorized_map: 2 2; function elements;
ops.where: 1 3; condition; x1 x2
ops.while_loop: 3 4; cond body loop_vars; maximum_iterations
random.SeedGenerator: 0 2; ; backend dtype name seed
random.beta: 3 5; shape alpha beta; dtype seed
random.binomial: 3 5; shape counts probabilities; dtype seed
random.categorical: 2 4; logits num_samples; dtype seed
random.dropout: 2 4; inputs rate; noise_shape seed
random.gamma: 2 4; shape alpha; dtype seed
random.normal random.truncated_normal: 1 5; shape; dtype mean seed stddev
random.randint: 3 5; shape minval maxval; dtype seed
random.shuffle: 1 3; x; axis seed
random.uniform: 1 5; shape; dtype maxval minval seed
"""
# what every layer takes
LAYERS = """activity_regularizer autocast batch_input_shape batch_size dtype dynamic implementation input_dim input_shape mask
name trainable training weights
"""
# what Keras 2 takes in the place of arguments of layers
OLD = """U_regularizer W_constraint W_regularizer b_constraint b_regularizer beta_init bias border_mode consume_less
dim_ordering dropout_U dropout_W filter_length forget_bias_init gamma_init init inner_activation inner_init input
input_dtype kernel_size length max_q_size mode nb_epoch nb_filter nb_val_samples nb_worker output output_dim
output_shape p pickle_safe pool_length samples_per_epoch sigma stride subsample subsample_length val_samples
"""
